using System.Runtime.CompilerServices;

namespace Portal.Data.Locking;

/// <summary>A path, and which file was there when it was last looked at on purpose.</summary>
internal sealed class WatchedFile(string path)
{
    private readonly byte[] _native = FileIdentity.Native(path);
    private volatile StrongBox<FileIdentity>? _expected;

    /// <summary>Gets the path.</summary>
    public string Path { get; } = path;

    /// <summary>Whether a file is expected.</summary>
    public bool IsExpected => _expected is not null;

    /// <summary>Whether a file is expected and is not there.</summary>
    public bool HasMoved => _expected is { } expected && FileIdentity.At(Path, _native) != expected.Value;

    /// <summary>Expects what is there now from here on; nothing when nothing is there.</summary>
    public void Expect() => Expect(FileIdentity.At(Path, _native));

    /// <summary>Expects this file from here on.</summary>
    public void Expect(FileIdentity? identity) => _expected = identity is { } known ? new StrongBox<FileIdentity>(known) : null;
}
