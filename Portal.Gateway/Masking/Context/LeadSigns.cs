using System.Buffers;
using System.Collections.Frozen;

namespace Portal.Gateway.Masking.Context;

/// <summary>Reads what is no word between a label and its value: punctuation, remarks in brackets, numbers of cards, lengths that PHP writes.</summary>
internal static class LeadSigns
{
    private const int MaxPunctuation = 8;
    private const int LongestRemark = 48;
    private const int LongestSuffix = 5;
    private const int LongestIndex = 4;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> About = Vocabulary.About.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly SearchValues<char> Punctuation = SearchValues.Create(" :=#!?~\"'`()[]{}<>/*,;|\\\n\r.>–—：＝（）「」『』【】，、\u200B\u00A0→…·•’´°º");
    private static readonly SearchValues<char> MarkSigns = SearchValues.Create(":=：＝→–—>");
    private static readonly SearchValues<char> RemarkEnds = SearchValues.Create(")]）】\n");
    private static readonly SearchValues<char> MaskedDigits = SearchValues.Create("0123456789*•·x. ");

    /// <summary>The punctuation that a text begins with.</summary>
    public static ReadOnlySpan<char> PunctuationOf(ReadOnlySpan<char> characters)
    {
        var length = characters.IndexOfAnyExcept(Punctuation);
        return length < 0 ? characters : characters[..length];
    }

    /// <summary>Whether there is a sign that a value follows.</summary>
    public static bool HasMark(ReadOnlySpan<char> signs) => signs.ContainsAny(MarkSigns);

    /// <summary>Whether a text ends with such a sign.</summary>
    public static bool EndsWithMark(ReadOnlySpan<char> text) => text.TrimEnd(' ') is { IsEmpty: false } trimmed && MarkSigns.Contains(trimmed[^1]);

    /// <summary>Whether there is a code that was masked before; what follows is another's.</summary>
    public static bool HoldsMasked(ReadOnlySpan<char> signs) => signs.IndexOf("***") >= 0;

    /// <summary>Whether a text begins with what was put in a PIN's place before, behind its bracket.</summary>
    public static bool IsRemoved(ReadOnlySpan<char> characters) => characters.StartsWith("pin removed]", StringComparison.Ordinal);

    /// <summary>Whether a sentence or a line ends.</summary>
    public static bool IsSentenceEnd(ReadOnlySpan<char> signs) => signs.Contains('\n') || signs.IndexOf(". ") >= 0;

    /// <summary>Whether what follows is about something else: <c>we store no CVV; 2048 keys</c>. A semicolon alone separates columns.</summary>
    public static bool IsClauseEnd(ReadOnlySpan<char> signs) => (signs.StartsWith("; ", StringComparison.Ordinal) || signs.StartsWith("! ", StringComparison.Ordinal)) && !HasMark(signs);

    /// <summary>Whether there is more than stands between a label and a value. Dots may lead over a line.</summary>
    public static bool IsTooMuch(ReadOnlySpan<char> signs)
    {
        var count = 0;
        for (var index = 0; index < signs.Length && count <= MaxPunctuation; index++)
        {
            count += index > 0 && signs[index] == signs[index - 1] && signs[index] is '.' or '·' or '…' or ' ' ? 0 : 1;
        }

        return count > MaxPunctuation;
    }

    /// <summary>Length of an ending behind a foreign word: <c>CVV'niz</c>, <c>PIN's</c>.</summary>
    public static int SuffixLength(ReadOnlySpan<char> characters) =>
        characters is ['\'' or '’', ..] && LetterCount(characters[1..]) is > 0 and <= LongestSuffix and var letters ? letters + 1 : 0;

    /// <summary>Length of a remark in brackets that leads to a value: <c>(3 digits):</c>, <c>（三位数）：</c>; 0 where there is none.</summary>
    public static int RemarkLength(ReadOnlySpan<char> characters, FieldMeaning meaning)
    {
        var open = characters is [' ', ..] ? 1 : 0;
        if (characters.Length <= open || characters[open] is not ('(' or '[' or '（' or '【'))
        {
            return 0;
        }

        var remark = characters[(open + 1)..Math.Min(characters.Length, open + LongestRemark)];
        var end = remark.IndexOfAny(RemarkEnds);
        if (end < 0 || remark[end] == '\n' || !(meaning == FieldMeaning.PinBlock ? LabelledValue.LengthAt(remark[..end], 0, meaning) == 0 : IsRemark(remark[..end])))
        {
            return 0;
        }

        var length = open + end + 2;
        return characters[length..].TrimStart(' ') is [':' or '=' or '：' or '＝' or 'は', ..] || meaning == FieldMeaning.PinBlock ? length : 0;
    }

    /// <summary>Whether a value is still to come: a colon, or a verb.</summary>
    public static bool LeadsOn(ReadOnlySpan<char> characters)
    {
        var rest = characters.TrimStart(" )");
        return rest is [':' or '=' or '：', ..] || (LetterCount(rest) is > 0 and var word && LeadWord.Of(rest[..word]) == LeadWordKind.Copula);
    }

    /// <summary>Length of a whole card number, masked or not, that leads to a value: <c>411111******1111:</c>; 0 where there is none.</summary>
    public static int CardNumberLength(ReadOnlySpan<char> characters)
    {
        var rest = characters[..Math.Min(characters.Length, LongestRemark)];
        var length = rest.IndexOfAnyExcept(MaskedDigits);
        var number = rest[..(length < 0 ? rest.Length : length)].TrimEnd(" .");
        return number.Length >= Detectors.CardNetworks.MinLength && char.IsAsciiDigit(number[^1]) && LeadsOn(rest[number.Length..]) ? number.Length : 0;
    }

    /// <summary>Length of a number that says which of several: <c>format 1</c>, <c>ISO 9564</c>; 0 where there is none.</summary>
    public static int IndexLength(ReadOnlySpan<char> characters) =>
        characters.IndexOfAnyExceptInRange('0', '9') is > 0 and <= LongestIndex and var length ? length : 0;

    /// <summary>Length of what PHP writes in front of a value: a string's length, as in <c>s:3:"cvv";s:3:"482"</c>, or <c>i:</c> of an integer.</summary>
    public static int SerializedLength(ReadOnlySpan<char> characters)
    {
        if (characters is not ['s' or 'i', ':', _, ..])
        {
            return 0;
        }

        var digits = characters[2..].IndexOfAnyExceptInRange('0', '9');
        return characters[0] == 'i' ? 2 : digits > 0 && characters[2 + digits] == ':' ? 3 + digits : 0;
    }

    /// <summary>Whether a text begins with how many digits a code has: <c>3 digits</c>, <c>3桁</c>.</summary>
    public static bool IsDigitCount(ReadOnlySpan<char> characters)
    {
        if (characters is not ['3' or '4', ..])
        {
            return false;
        }

        var word = characters[1..].TrimStart(' ');
        foreach (var digits in Vocabulary.Digits)
        {
            if (word.StartsWith(digits, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How many letters a text begins with.</summary>
    public static int LetterCount(ReadOnlySpan<char> characters)
    {
        var count = 0;
        while (count < characters.Length && char.IsLetter(characters[count]))
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
            if (digits == 3 || (About.Contains(word) && word is not ("required" or "last" or "length" or "format" or "mode")))
            {
                return false;
            }

            index += Math.Max(0, length - 1);
        }

        return true;
    }
}
