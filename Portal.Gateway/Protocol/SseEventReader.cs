using System.Buffers;

namespace Portal.Gateway.Protocol;

/// <summary>
/// Cuts an SSE stream (WHATWG HTML, 9.2) into events without changing a byte: line endings, comments, ids and retry hints
/// survive. An event is handed out as soon as its blank line is there.
/// </summary>
/// <param name="stream">The stream.</param>
/// <param name="maxEventBytes">Most bytes of an event, its line endings and blank line included.</param>
internal sealed class SseEventReader(Stream stream, int maxEventBytes) : IDisposable
{
    private const int FirstBuffer = 4096;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private byte[] _buffer = [];
    private int _start;
    private int _end;
    private int _scanned;
    private bool _lineIsEmpty = true;
    private bool _endsWithReturn;
    private bool _begun;

    /// <summary>The next event; null at the end of the stream. The event's bytes are good until the next call.</summary>
    /// <exception cref="InvalidDataException">An event is longer than allowed.</exception>
    public async ValueTask<SseEvent?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var end = FindEnd();
            if ((end ?? _end) - _start > maxEventBytes)
            {
                throw new InvalidDataException("An SSE event is longer than allowed.");
            }

            if (end is not null)
            {
                var raw = _buffer.AsMemory(_start, end.Value - _start);
                _start = end.Value;
                _begun = true;
                return new SseEvent(raw, true);
            }

            if (_buffer.Length == 0 || _start == _end)
            {
                // An idle stream holds no buffer while it waits.
                ReleaseBuffer();
                _ = await stream.ReadAtLeastAsync(Memory<byte>.Empty, 0, throwOnEndOfStream: false, cancellationToken);
            }

            MakeRoom();
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            if (read == 0)
            {
                var rest = _buffer.AsMemory(_start, _end - _start);
                _start = _end;
                _scanned = _end;
                return rest.IsEmpty ? null : new SseEvent(rest, false);
            }

            _end += read;
            SkipByteOrderMark();
        }
    }

    public void Dispose() => ReleaseBuffer();

    // A client drops a byte order mark at the start of a stream; left in, it would hide the first field's name from us and not
    // from the client.
    private void SkipByteOrderMark()
    {
        if (_begun || _end - _start < ByteOrderMark.Length)
        {
            return;
        }

        _begun = true;
        if (_buffer.AsSpan(_start).StartsWith(ByteOrderMark))
        {
            _start += ByteOrderMark.Length;
            _scanned = _start;
        }
    }

    // The end of the first blank line that has not been handed out; remembers how far it looked.
    private int? FindEnd()
    {
        if (!_begun && _end - _start < ByteOrderMark.Length && _buffer.AsSpan(_start, _end - _start) is [0xEF, ..])
        {
            return null;
        }

        while (_scanned < _end)
        {
            var value = _buffer[_scanned++];
            if (_endsWithReturn && value == '\n')
            {
                // The second half of a line ending whose first half was the last byte read; where that ended an event, it goes
                // out by itself.
                _endsWithReturn = false;
                if (_scanned - 1 == _start)
                {
                    return _scanned;
                }

                continue;
            }

            _endsWithReturn = false;
            if (value is not ((byte)'\n' or (byte)'\r'))
            {
                _lineIsEmpty = false;
                continue;
            }

            _endsWithReturn = value == '\r' && _scanned == _end;
            if (value == '\r' && _scanned < _end && _buffer[_scanned] == '\n')
            {
                _scanned++;
            }

            if (_lineIsEmpty)
            {
                return _scanned;
            }

            _lineIsEmpty = true;
        }

        return null;
    }

    private void MakeRoom()
    {
        if (_buffer.Length == 0)
        {
            _buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
            return;
        }

        if (_end < _buffer.Length)
        {
            return;
        }

        var length = _end - _start;
        var target = length > _buffer.Length / 2 ? ArrayPool<byte>.Shared.Rent(_buffer.Length * 2) : _buffer;
        _buffer.AsSpan(_start, length).CopyTo(target);
        if (target != _buffer)
        {
            ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
            _buffer = target;
        }

        _scanned -= _start;
        _start = 0;
        _end = length;
    }

    private void ReleaseBuffer()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
        }

        _buffer = [];
        _start = _end = _scanned = 0;
    }
}
