namespace Portal.Components.Dashboard;

/// <summary>A point as the chart takes it.</summary>
internal sealed record ChartPoint(DateTime Time, double Calls, double Denied, double Held, double Masked);
