namespace Portal.Components.Layout;

/// <summary>An address without a page.</summary>
public sealed partial class NotFoundPage;
