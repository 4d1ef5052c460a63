namespace Portal.Gateway.Masking.Numbers;

/// <summary>Reads what stands between two groups of digits.</summary>
internal static class Gaps
{
    private const int MostSigns = 4;
    private const int MostIndentation = 16;
    private const int MostEmphasis = 5;
    private const int LongestTag = 96;
    private const int MostTags = 4;

    /// <summary>Goes over signs to the next digit.</summary>
    /// <param name="characters">The text.</param>
    /// <param name="position">Behind a digit.</param>
    /// <param name="kinds">What was gone over.</param>
    /// <returns>Where the next digit stands; -1 where the chain ends.</returns>
    public static int Skip(ReadOnlySpan<char> characters, int position, out GapKinds kinds)
    {
        kinds = GapKinds.None;
        var signs = 0;
        var tags = 0;
        while (position < characters.Length)
        {
            var character = characters[position];
            if (char.IsAsciiDigit(character))
            {
                return position;
            }

            var length = 1;
            var kind = KindOf(character);
            if (character == '<' && ++tags <= MostTags && TagLength(characters[position..]) is > 0 and var tag)
            {
                (kind, length) = (GapKinds.Tag, tag);
                signs--;
            }

            // ISO 32000, 9.4.3: strings shown one after the other, (4111) Tj (1111) Tj.
            if (character == 't' && (kinds & GapKinds.Bracket) != GapKinds.None && characters[position..].StartsWith("tj"))
            {
                (kind, length) = (GapKinds.Tag, 2);
            }

            kinds |= kind;
            if (kind == GapKinds.None || ++signs > Limit(kinds))
            {
                return -1;
            }

            position += length;
        }

        return -1;
    }

    /// <summary>Length of a tag that a text begins with; 0 where none does.</summary>
    public static int TagLength(ReadOnlySpan<char> characters)
    {
        if (characters.Length < 3 || !(char.IsAsciiLetter(characters[1]) || characters[1] is '/' or '!') || characters[2] == '[')
        {
            return 0;
        }

        var end = characters[1..Math.Min(characters.Length, LongestTag)].IndexOfAny('>', '<', '\n');
        return end > 0 && characters[end + 1] == '>' ? end + 2 : 0;
    }

    private static int Limit(GapKinds kinds) =>
        (kinds & GapKinds.Newline) != GapKinds.None ? MostIndentation
        : (kinds & (GapKinds.Emphasis | GapKinds.Bracket | GapKinds.Underscore)) != GapKinds.None ? MostEmphasis
        : MostSigns;

    private static GapKinds KindOf(char character) =>
        character switch
        {
            ' ' => GapKinds.Space,
            '-' => GapKinds.Dash,
            '\n' => GapKinds.Newline,
            '.' or '·' or '•' => GapKinds.Dot,
            '/' => GapKinds.Slash,
            '_' => GapKinds.Underscore,
            ':' => GapKinds.Colon,
            '\t' => GapKinds.Tab,
            '(' or ')' or '[' or ']' or '{' or '}' or '<' or '>' or '«' or '»' or '「' or '」' or '（' or '）' =>
                GapKinds.Bracket,
            '*' or '`' or '~' => GapKinds.Emphasis,
            ',' or '|' or ';' or '"' or '\'' or '+' or '=' or '#' or '\\' or '、' or '，' => GapKinds.Odd,
            _ => GapKinds.None,
        };
}
