namespace Portal.Data.Sessions;

/// <summary>
/// The statements of the record writers; parameters by position, named @p1, @p2 … so that both providers take them.
/// </summary>
internal static class RecordSql
{
    public const string InsertSession = """
        INSERT INTO "Sessions" ("Id", "CallerId", "CallerKind", "CallerName", "Server", "SourceIp", "Started",
            "LastSeen", "Records", "Denied", "Held", "Masked", "Protocol", "ClientName", "ClientVersion",
            "ProtocolSessionHash", "Ended")
        VALUES (@p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13, @p14, @p15, @p16, @p17)
        """;

    public const string CountSession = """
        UPDATE "Sessions" SET "LastSeen" = @p1, "Records" = "Records" + @p2, "Denied" = "Denied" + @p3, "Held" = "Held" + @p4,
            "Masked" = "Masked" + @p5
        WHERE "Id" = @p6
        """;

    public const string DescribeSession = """
        UPDATE "Sessions" SET "Protocol" = @p1, "ClientName" = @p2, "ClientVersion" = @p3,
            "ProtocolSessionHash" = COALESCE(@p4, "ProtocolSessionHash"), "Ended" = COALESCE(@p5, "Ended")
        WHERE "Id" = @p6
        """;

    public const string InsertRecord = """
        INSERT INTO "Records" ("Position", "Stream", "Sequence", "SessionId", "Time", "Direction", "From",
            "Method", "Tool", "RpcId", "Outcome", "Rule", "LatencyMicroseconds", "MaskedCount", "ActorKind",
            "ActorId", "ActorName", "Headers", "Text")
        VALUES (@p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13, @p14, @p15, @p16, @p17, @p18, @p19)
        """;

    public const string InsertHit = """
        INSERT INTO "MaskingLog" ("Position", "Ordinal", "Kind", "Path", "Rule", "RuleVersion", "Action", "Count", "Why")
        VALUES (@p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9)
        """;

    public const string InsertCard = """
        INSERT INTO "CardIndex" ("Hash", "Position", "KeyVersion")
        VALUES (@p1, @p2, @p3)
        """;

    public const string LastPosition = """
        SELECT MAX("Position") FROM "Records" WHERE "Position" BETWEEN @p1 AND @p2
        """;

    public const string StreamNumber = """
        SELECT "Number" FROM "RecordStreams" WHERE "Stream" = @p1
        """;

    public const string InsertStream = """
        INSERT INTO "RecordStreams" ("Number", "Stream", "Started")
        SELECT COALESCE(MAX("Number"), 0) + 1, @p1, @p2 FROM "RecordStreams"
        """;
}
