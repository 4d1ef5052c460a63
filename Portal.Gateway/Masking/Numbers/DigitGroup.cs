namespace Portal.Gateway.Masking.Numbers;

/// <summary>Represents digits that follow each other with nothing visible between them.</summary>
/// <param name="First">Index of its first digit in the chain.</param>
/// <param name="Count">Number of digits.</param>
/// <param name="Gap">What stands in front of it; none at the chain's start.</param>
internal readonly record struct DigitGroup(int First, int Count, GapKinds Gap)
{
    /// <summary>Index of the first digit behind it.</summary>
    public int End => First + Count;

    /// <summary>Gets what stands in front without the white space beside it: <c> - </c> is a dash.</summary>
    public GapKinds Sign => (Gap & ~GapKinds.Blank) is not GapKinds.None and var sign ? sign : Gap;
}
