namespace Portal.E2E.RealServers;

/// <summary>Names of the raw requests whose statuses are compared.</summary>
internal static class Check
{
    public const string Initialize = "POST initialize";

    public const string Initialized = "POST notifications/initialized";

    public const string GetWithoutSession = "GET without a session";

    public const string GetOfSession = "GET of a session";

    public const string DeleteWithoutSession = "DELETE without a session";

    public const string DeleteOfSession = "DELETE of a session";

    public const string AfterDelete = "POST tools/list after DELETE";
}
