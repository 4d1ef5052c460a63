#pragma warning disable MA0048 // streams that behave as a network does
namespace Portal.Tests.Fakes;

/// <summary>Gives its bytes in chunks of given sizes, over and over.</summary>
internal sealed class ChunkedStream(byte[] bytes, int[] sizes) : FaultStream
{
    private int _position;
    private int _reads;

    public override long Position => _position;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length == 0)
        {
            return ValueTask.FromResult(0);
        }

        var length = Math.Min(Math.Min(sizes[_reads++ % sizes.Length], buffer.Length), bytes.Length - _position);
        bytes.AsMemory(_position, length).CopyTo(buffer);
        _position += length;
        return ValueTask.FromResult(length);
    }
}

/// <summary>Never gives anything.</summary>
internal sealed class SilentStream : FaultStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return 0;
    }
}

/// <summary>What the streams here have in common.</summary>
internal abstract class FaultStream : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
