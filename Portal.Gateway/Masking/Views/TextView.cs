namespace Portal.Gateway.Masking.Views;

/// <summary>
/// Shows a text as those see it who look for numbers and words: escapes decoded, letters folded, digits and separators of any
/// script as ASCII, and for each character the bytes it came from. Its buffers are cleared and given back when it is disposed of.
/// </summary>
internal sealed class TextView : IDisposable
{
    [ThreadStatic]
    private static TextView? _spare;

    private readonly ViewBuffer _buffer = new();
    private bool _isInUse;

    private TextView() { }

    /// <summary>Gets the number of characters.</summary>
    public int Length => _buffer.Length;

    /// <summary>Gets the characters.</summary>
    public ReadOnlySpan<char> Characters => _buffer.Characters;

    /// <summary>Gets how often an escape was looked for while the view was made; at most a constant for each byte.</summary>
    internal int Steps { get; private set; }

    /// <summary>Makes the view of a text.</summary>
    /// <param name="utf8">Any bytes; what is no UTF-8 becomes U+FFFD.</param>
    public static TextView Of(ReadOnlySpan<byte> utf8)
    {
        var view = _spare ?? new TextView();
        _spare = null;
        view.Read(utf8);
        return view;
    }

    /// <summary>Says whether a character was an upper case letter.</summary>
    public bool IsUpper(int index) => _buffer.Has(index, ViewFlags.Upper);

    /// <summary>Says whether a character came out of an escape.</summary>
    public bool IsDecoded(int index) => _buffer.Has(index, ViewFlags.Decoded);

    /// <summary>Gets the first source byte of a character.</summary>
    public int StartOf(int index) => _buffer.StartOf(index);

    /// <summary>Gets the first source byte behind a character.</summary>
    public int EndOf(int index) => _buffer.EndOf(index);

    /// <summary>Clears the characters and gives all buffers back.</summary>
    public void Dispose()
    {
        if (_isInUse)
        {
            _isInUse = false;
            _buffer.Return();
            _spare = this;
        }
    }

    private void Read(ReadOnlySpan<byte> utf8)
    {
        _isInUse = true;
        _buffer.Rent(utf8.Length);
        var decoder = new ViewDecoder(utf8, _buffer);
        decoder.Run();
        Steps = decoder.Steps;
        FormSpaces.Decode(_buffer);
    }
}
