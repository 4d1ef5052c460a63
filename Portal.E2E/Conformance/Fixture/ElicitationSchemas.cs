using static ModelContextProtocol.Protocol.ElicitRequestParams;

namespace Portal.E2E.Conformance.Fixture;

/// <summary>The forms that the fixture's tools show to a person.</summary>
internal static class ElicitationSchemas
{
    public static RequestSchema Contact { get; } = new()
    {
        Properties =
        {
            ["username"] = new StringSchema { Description = "User's response" },
            ["email"] = new StringSchema { Description = "User's email address" },
        },
        Required = ["username", "email"],
    };

    public static RequestSchema Defaults { get; } = new()
    {
        Properties =
        {
            ["name"] = new StringSchema { Default = "John Doe" },
            ["age"] = new NumberSchema { Type = "integer", Default = 30 },
            ["score"] = new NumberSchema { Default = 95.5 },
            ["status"] = new UntitledSingleSelectEnumSchema { Enum = ["active", "inactive", "pending"], Default = "active" },
            ["verified"] = new BooleanSchema { Default = true },
        },
    };

    public static RequestSchema Choices { get; } = new()
    {
        Properties =
        {
            ["untitledSingle"] = new UntitledSingleSelectEnumSchema { Enum = ["option1", "option2", "option3"] },
            ["titledSingle"] = new TitledSingleSelectEnumSchema { OneOf = Titled() },
            ["legacyEnum"] = new LegacyTitledEnumSchema { Enum = ["opt1", "opt2", "opt3"], EnumNames = ["Option One", "Option Two", "Option Three"] },
            ["untitledMulti"] = new UntitledMultiSelectEnumSchema { Items = new() { Enum = ["option1", "option2", "option3"] } },
            ["titledMulti"] = new TitledMultiSelectEnumSchema { Items = new() { AnyOf = Titled() } },
        },
    };

    public static RequestSchema Text(string property) => new() { Properties = { [property] = new StringSchema() }, Required = [property] };

    public static RequestSchema YesOrNo(string property) => new() { Properties = { [property] = new BooleanSchema() }, Required = [property] };

    private static List<EnumSchemaOption> Titled() =>
    [
        new() { Const = "value1", Title = "First Option" },
        new() { Const = "value2", Title = "Second Option" },
        new() { Const = "value3", Title = "Third Option" },
    ];
}
