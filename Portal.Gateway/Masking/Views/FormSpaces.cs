namespace Portal.Gateway.Masking.Views;

/// <summary>
/// Makes plus signs between digits the spaces they are in forms: in a run of characters with percent encoding or <c>name=</c>.
/// </summary>
internal static class FormSpaces
{
    /// <summary>Looks through a view; every run is read once.</summary>
    public static void Decode(ViewBuffer buffer)
    {
        for (var index = Next(buffer, 1); index >= 0; )
        {
            var end = EndOf(buffer, index);
            if (IsForm(buffer, BeginOf(buffer, index), end))
            {
                Replace(buffer, index, end);
            }

            index = Next(buffer, end);
        }
    }

    // The next plus sign between digits.
    private static int Next(ViewBuffer buffer, int from)
    {
        var text = buffer.Characters;
        while (from < text.Length - 1)
        {
            var found = text[from..].IndexOf('+');
            if (found < 0)
            {
                return -1;
            }

            if (IsBetweenDigits(text, from + found))
            {
                return from + found;
            }

            from += found + 1;
        }

        return -1;
    }

    private static bool IsBetweenDigits(ReadOnlySpan<char> text, int index) =>
        index > 0 && index + 1 < text.Length && char.IsAsciiDigit(text[index - 1]) && char.IsAsciiDigit(text[index + 1]);

    private static int BeginOf(ViewBuffer buffer, int index)
    {
        while (index > 0 && !IsOutside(buffer, index - 1))
        {
            index--;
        }

        return index;
    }

    private static int EndOf(ViewBuffer buffer, int index)
    {
        while (index < buffer.Length && !IsOutside(buffer, index))
        {
            index++;
        }

        return index;
    }

    // No form has these but encoded.
    private static bool IsOutside(ViewBuffer buffer, int index) =>
        buffer.Characters[index] is ' ' or '\t' or '\n' or '"' or '\'' or '<' or '>' && !buffer.Has(index, ViewFlags.Percent);

    private static bool IsForm(ViewBuffer buffer, int begin, int end)
    {
        var text = buffer.Characters;
        var isName = true;
        for (var index = begin; index < end; index++)
        {
            var character = text[index];
            var endsName = character == '=' && isName && index > begin && char.IsAsciiLetter(text[index - 1]);
            if (endsName || buffer.Has(index, ViewFlags.Percent))
            {
                return true;
            }

            isName = character is '&' or '?' || (isName && IsOfName(character));
        }

        return false;
    }

    private static bool IsOfName(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.';

    private static void Replace(ViewBuffer buffer, int begin, int end)
    {
        for (var index = begin; index < end; index++)
        {
            if (buffer.Characters[index] == '+' && IsBetweenDigits(buffer.Characters, index))
            {
                buffer.SetSpace(index);
            }
        }
    }
}
