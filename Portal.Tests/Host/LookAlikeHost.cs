namespace Portal.Tests.Host;

/// <summary>A portal for numbers that look like card numbers and are none: they stay where they are.</summary>
public sealed class LookAlikeHost : PortalHost
{
    protected override bool LeavesNoCardData => false;
}
