namespace Portal.Gateway.Masking.Rules;

/// <summary>Lets card numbers pass to a caller where an exception says so.</summary>
internal static class CardRelease
{
    /// <summary>
    /// Takes away the edits of card numbers that lie wholly within a field of an exception. Nothing else is ever taken: no verification code, track
    /// data or PIN, no number that one of those overlaps, none within an encoded text or spread over several values.
    /// </summary>
    /// <param name="json">The message.</param>
    /// <param name="edits">What the engine found in it.</param>
    /// <param name="exceptions">The exceptions.</param>
    /// <returns>What passes.</returns>
    public static IReadOnlyList<MaskingHit> Take(ReadOnlySpan<byte> json, List<Edit> edits, RuleSet exceptions)
    {
        if (!edits.Exists(edit => edit.Kind == MaskingKind.Pan))
        {
            return [];
        }

        var fields = exceptions.Find(json, MaskingDirection.Response);
        var others = edits.FindAll(edit => edit.Kind != MaskingKind.Pan || edit.Form is not (EditForm.Text or EditForm.Number));
        var passed = new List<RuleEdit>();
        edits.RemoveAll(edit =>
            edit is { Kind: MaskingKind.Pan, Form: EditForm.Text or EditForm.Number } && Passes(edit, fields, others, passed)
        );
        return RuleSet.HitsOf(passed);
    }

    private static bool Passes(Edit edit, List<RuleEdit> fields, List<Edit> others, List<RuleEdit> passed)
    {
        var field = fields.FindIndex(field => field.Start <= edit.Start && edit.End <= field.End);
        if (field < 0 || others.Exists(other => other.Start < edit.End && edit.Start < other.End))
        {
            return false;
        }

        passed.Add(fields[field]);
        return true;
    }
}
