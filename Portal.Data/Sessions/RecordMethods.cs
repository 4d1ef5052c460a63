namespace Portal.Data.Sessions;

/// <summary>Methods of control records that queries look for.</summary>
public static class RecordMethods
{
    /// <summary>A call passes by an approval or in a window; the tool is the call's.</summary>
    public const string ApprovalUsed = "portal/approval-used";

    /// <summary>A call that was held passes because no rule holds it any more; the tool is the call's.</summary>
    public const string ApprovalReleased = "portal/approval-released";
}
