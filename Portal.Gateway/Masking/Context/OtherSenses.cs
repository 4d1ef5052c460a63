using System.Collections.Frozen;

namespace Portal.Gateway.Masking.Context;

/// <summary>Labels that mean something else where they stand: the pin of a board, a postal index number, a course, a result.</summary>
internal static class OtherSenses
{
    private const int Reach = 48;
    private const int IndexNumberDigits = 6;
    private const int MaxWordsBehind = 2;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Parts = Set(
        ["board", "header", "connector", "jumper", "led", "solder", "digital", "analog", "analogue", "bowling", "clevis", "tie", "lapel", "rolling", "cotter", "dowel", "hinge", "firing", "enamel"]);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Electronics = Set(["gpio", "arduino", "raspberry", "esp32", "stm32", "pinout", "toggles", "microcontroller", "gnd", "vcc"]);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> PartsBehind = Set(["ground", "gnd", "vcc", "high", "low", "unused", "floating", "pulled", "grounded", "toggles", "guiche", "g", "kg", "n", "nm", "mm", "cm"]);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Post = Set(
        ["postal", "zip", "postcode", "deliver", "delivery", "delivers", "delivered", "ship", "shipping", "shipped", "ships", "address", "courier", "dispatch", "pickup", "district", "area", "city", "locality"]);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Chemistry = Set(["pubchem", "compound", "chemical", "molecule", "inchi", "smiles"]);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Titles = Set(
        ["class", "course", "roster", "lecture", "lectures", "section", "seminar", "syllabus", "intro", "introduction", "annual", "report", "edition", "conference", "summit", "rollout", "season", "proceedings", "workshop", "caffeine"]);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Outcomes = Set(["controle", "resultat", "ergebnis", "resultado", "risultato", "resultaat", "wynik", "sonuc", "prufung", "controllo", "status", "statut", "estado", "result", "результат", "проверка"]);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Faults = Set(
        ["invalid", "wrong", "incorrect", "bad", "missing", "expired", "blocked", "falsche", "falscher", "ungultige", "ungultiger", "invalide", "incorrecto", "invalido", "errato", "ongeldige", "bledny", "неверный"]);

    /// <summary>Whether a label means something else.</summary>
    /// <param name="characters">A folded text.</param>
    /// <param name="label">The label.</param>
    /// <param name="meaning">What it says elsewhere.</param>
    /// <param name="start">Where the value begins behind it.</param>
    /// <param name="length">The value's length.</param>
    public static bool Apply(ReadOnlySpan<char> characters, Range label, FieldMeaning meaning, int start, int length)
    {
        var before = characters[Math.Max(0, label.Start.Value - Reach)..label.Start.Value];
        var between = characters[label.End.Value..start];
        var behind = characters[(start + length)..Math.Min(characters.Length, start + length + Reach)];
        if (meaning == FieldMeaning.Cvv)
        {
            return IsAny(LastWord(before), Outcomes)
                || (between.IsEmpty && characters[label] is "csc" or "cid")
                || (between is " " && characters[label] is "csc" or "cvc" or "cid" && (AnyIn(before, Chemistry) || AnyOfFirst(behind, Titles)));
        }

        return meaning != FieldMeaning.PinBlock
            && (IsAny(LastWord(before), Parts) || (between is " " && IsContacts(LastWord(before))) || AnyIn(before, Electronics) || (between is " " && (AnyOfFirst(behind, PartsBehind) || (IsYear(characters.Slice(start, length)) && AnyOfFirst(behind, Titles))))
                || (between is " (" && IsAny(LastWord(before), Faults))
                || (length == IndexNumberDigits && characters[start] != '0' && AnyIn(before, Post)));
    }

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Set(string[] words) => words.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    // "16-pin"
    private static bool IsContacts(ReadOnlySpan<char> word) => word.Length is 1 or 2 && !word.ContainsAnyExceptInRange('0', '9');

    private static bool IsYear(ReadOnlySpan<char> digits) => digits.Length == 4 && digits[..2] is "19" or "20";

    private static bool IsAny(ReadOnlySpan<char> word, in FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> words) => words.Contains(word);

    private static ReadOnlySpan<char> LastWord(ReadOnlySpan<char> text)
    {
        var trimmed = text.TrimEnd(" \"'(");
        return trimmed[(trimmed.LastIndexOf(' ') + 1)..];
    }

    // In the same sentence or line.
    private static bool AnyIn(ReadOnlySpan<char> before, in FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> words)
    {
        var line = before[(before.LastIndexOfAny('\n', ';', '}') + 1)..];
        foreach (var part in line.SplitAny(" .,:;()[]/\"'"))
        {
            if (words.Contains(line[part]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AnyOfFirst(ReadOnlySpan<char> behind, in FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> words)
    {
        var left = MaxWordsBehind;
        foreach (var part in behind.TrimStart(" :").SplitAny(" .,;"))
        {
            if (words.Contains(behind.TrimStart(" :")[part]))
            {
                return true;
            }

            if (--left == 0)
            {
                return false;
            }
        }

        return false;
    }
}
