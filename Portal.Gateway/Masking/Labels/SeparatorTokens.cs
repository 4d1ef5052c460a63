using System.Buffers;
using Portal.Gateway.Masking.Detectors;
using Portal.Gateway.Masking.Numbers;
using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking.Labels;

/// <summary>Reads what is no word between a label and its value: signs, remarks in brackets, numbers of cards, lengths that PHP writes.</summary>
internal static class SeparatorTokens
{
    private const int MostSigns = 10;
    private const int LongestRemark = 48;
    private const int LongestSuffix = 5;
    private const int LongestIndex = 4;

    private static readonly SearchValues<char> Signs = SearchValues.Create(
        " :=#!?~\"'`()[]{}<>/*,;|\\\n\t.-_@%&：＝（）「」『』【】，、→…·•’´°º–—«»„“”‚‘‹›"
    );
    private static readonly SearchValues<char> Marks = SearchValues.Create(":=：＝→–—>");
    private static readonly SearchValues<char> RemarkEnds = SearchValues.Create(")]）】\n");
    private static readonly SearchValues<char> MaskedDigits = SearchValues.Create("0123456789*•·x. -");

    /// <summary>Returns the signs that a text begins with; tags are among them.</summary>
    public static ReadOnlySpan<char> SignsOf(ReadOnlySpan<char> characters)
    {
        var length = characters.IndexOfAnyExcept(Signs);
        return length < 0 ? characters : characters[..length];
    }

    /// <summary>Whether there is a sign that a value follows.</summary>
    public static bool HasMark(ReadOnlySpan<char> signs) => signs.ContainsAny(Marks);

    /// <summary>Whether a text ends with such a sign.</summary>
    public static bool EndsWithMark(ReadOnlySpan<char> text) =>
        text.TrimEnd(" \"'") is { IsEmpty: false } trimmed && Marks.Contains(trimmed[^1]);

    /// <summary>Whether there is a code that was masked before; what follows is another's.</summary>
    public static bool HoldsMasked(ReadOnlySpan<char> signs) => signs.IndexOf("***") >= 0;

    /// <summary>Whether a text begins with what was put in a PIN's place before, behind its bracket.</summary>
    public static bool IsRemoved(ReadOnlySpan<char> characters) =>
        characters.StartsWith("pin removed]", StringComparison.Ordinal);

    /// <summary>Whether a sentence or a line ends.</summary>
    public static bool IsSentenceEnd(ReadOnlySpan<char> signs) => signs.Contains('\n') || signs.IndexOf(". ") >= 0;

    /// <summary>Whether what follows is about something else: <c>we store no CVV; 2048 keys</c>. A semicolon alone separates columns.</summary>
    public static bool IsClauseEnd(ReadOnlySpan<char> signs) =>
        (signs.StartsWith("; ", StringComparison.Ordinal) || signs.StartsWith("! ", StringComparison.Ordinal)) && !HasMark(signs);

    /// <summary>Whether there is more than stands between a label and a value. Dots and blanks may lead over a line.</summary>
    public static bool IsTooMuch(ReadOnlySpan<char> signs)
    {
        var count = 0;
        for (var index = 0; index < signs.Length && count <= MostSigns; index++)
        {
            count +=
                index > 0 && signs[index] == signs[index - 1] && signs[index] is '.' or '·' or '…' or ' ' or '-' or '_' ? 0 : 1;
        }

        return count > MostSigns;
    }

    /// <summary>Length of an ending behind a foreign word: <c>CVV'niz</c>, <c>PIN's</c>.</summary>
    public static int SuffixLength(ReadOnlySpan<char> characters) =>
        characters is ['\'' or '’', ..] && LetterCount(characters[1..]) is > 0 and <= LongestSuffix and var letters
            ? letters + 1
            : 0;

    /// <summary>Length of a remark in brackets that leads to a value: <c>(3 digits):</c>; 0 where there is none.</summary>
    public static int RemarkLength(ReadOnlySpan<char> characters, Senses senses)
    {
        var open = characters is [' ', ..] ? 1 : 0;
        if (characters.Length <= open || characters[open] is not ('(' or '[' or '（' or '【'))
        {
            return 0;
        }

        var isBlock = senses.HasAny(Senses.PinBlock);
        var remark = characters[(open + 1)..Math.Min(characters.Length, open + LongestRemark)];
        var end = remark.IndexOfAny(RemarkEnds);
        if (
            end < 0
            || remark[end] == '\n'
            || !(isBlock ? LabelledValue.LengthAt(remark[..end], 0, senses) == 0 : IsRemark(remark[..end]))
        )
        {
            return 0;
        }

        var length = open + end + 2;
        return characters[length..].TrimStart(' ') is [':' or '=' or '：' or '＝' or 'は', ..] || isBlock ? length : 0;
    }

    /// <summary>Length of a tag's rest or of a tag that a text begins with: <c> type="n"&gt;</c>; 0 where there is none.</summary>
    public static int TagLength(ReadOnlySpan<char> characters) => characters is ['<', ..] ? Gaps.TagLength(characters) : 0;

    /// <summary>Whether a value is still to come: a colon, or a verb.</summary>
    public static bool LeadsOn(ReadOnlySpan<char> characters)
    {
        var rest = characters.TrimStart(" )");
        return rest is [':' or '=' or '：', ..]
            || (LetterCount(rest) is > 0 and var word && WordTable.ConnectorsOf(rest[..word]).HasAny(Connectors.Copula));
    }

    /// <summary>Length of a whole card number, masked or not, that leads to a value: <c>411111******1111:</c>; 0 where there is none.</summary>
    public static int CardNumberLength(ReadOnlySpan<char> characters)
    {
        var rest = characters[..Math.Min(characters.Length, LongestRemark)];
        var length = rest.IndexOfAnyExcept(MaskedDigits);
        var number = rest[..(length < 0 ? rest.Length : length)].TrimEnd(" .-");
        return number.Length >= CardNetworks.MinLength && char.IsAsciiDigit(number[^1]) && LeadsOn(rest[number.Length..])
            ? number.Length
            : 0;
    }

    /// <summary>Length of a number that says which of several: <c>format 1</c>, <c>ISO 9564</c>; 0 where there is none.</summary>
    public static int IndexLength(ReadOnlySpan<char> characters) =>
        characters.IndexOfAnyExceptInRange('0', '9') is > 0 and <= LongestIndex and var length ? length : 0;

    /// <summary>Length of what PHP writes in front of a value: <c>s:3:"482"</c>, <c>string(3) "482"</c>, <c>i:</c> and <c>int(</c> of an integer.</summary>
    public static int SerializedLength(ReadOnlySpan<char> characters)
    {
        var name =
            characters.StartsWith("string(", StringComparison.Ordinal) ? "string(".Length
            : characters is ['s', ':', _, ..] ? 2
            : 0;
        if (name > 0)
        {
            var digits = characters[name..].IndexOfAnyExceptInRange('0', '9');
            return digits > 0 && characters[name + digits] is ':' or ')' ? name + digits + 1 : 0;
        }

        return characters is ['i', ':', _, ..] ? 2
            : characters.StartsWith("int(", StringComparison.Ordinal) ? "int(".Length
            : 0;
    }

    /// <summary>Whether a text begins with how many digits a code has: <c>3 digits</c>, <c>3桁</c>.</summary>
    public static bool IsDigitCount(ReadOnlySpan<char> characters)
    {
        if (characters is not ['3' or '4', ..])
        {
            return false;
        }

        var word = characters[1..].TrimStart(" -");
        var length = LabelWords.LengthAt(word, 0);
        return length > 0 && WordTable.ConnectorsOf(word[..length]).HasAny(Connectors.Digits);
    }

    /// <summary>Returns how many letters a text begins with.</summary>
    public static int LetterCount(ReadOnlySpan<char> characters)
    {
        var count = 0;
        while (count < characters.Length && count < LongestRemark && char.IsLetter(characters[count]))
        {
            count++;
        }

        return count;
    }

    // Outcomes are told in brackets too: "CVV (result): 114".
    private static bool IsRemark(ReadOnlySpan<char> remark)
    {
        var digits = 0;
        for (var index = 0; index < remark.Length; index++)
        {
            digits = char.IsAsciiDigit(remark[index]) ? digits + 1 : 0;
            var length = LetterCount(remark[index..]);
            var word = remark.Slice(index, length);
            if (
                digits == 3
                || (
                    WordTable.SensesOf(word).HasAny(Senses.About)
                    && word is not ("required" or "last" or "length" or "format" or "mode")
                )
            )
            {
                return false;
            }

            index += Math.Max(0, length - 1);
        }

        return true;
    }
}
