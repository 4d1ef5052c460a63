namespace Portal.Components.Display;

/// <summary>The product's name and sign.</summary>
public sealed partial class Brand;
