using Portal.Components.Policies;
using Xunit;
using PolicyDraft = Portal.Components.Policies.PolicyDraft;

namespace Portal.Tests.Components;

public sealed class PolicyDraftTests
{
    private const string Contact = """{"kind":"masking","name":"contact","servers":["payments"],"fields":["$..email"],"patterns":[{"name":"employee","regex":"\\bE\\d{6}\\b"}],"action":"redact"}""";

    [Fact]
    public void SetList_OnTheForm_ShowsInTheText()
    {
        var draft = PolicyDraft.Of("contact", Contact);

        draft.SetList("callers.roles", ["engineer"]);
        draft.SetList("fields", ["$..email", "$..phone"]);

        Assert.Contains("\"$..phone\"", draft.Text, StringComparison.Ordinal);
        Assert.Contains("\"roles\": [", draft.Text, StringComparison.Ordinal);
        Assert.True(draft.IsGood);
    }

    [Fact]
    public void SetText_OnTheJsonSide_ShowsInTheForm()
    {
        var draft = PolicyDraft.New(PolicyShape.Masking);

        draft.SetText(Contact);

        Assert.Equal(["$..email"], draft.List("fields"));
        Assert.Equal([("employee", @"\bE\d{6}\b")], draft.Patterns());
        Assert.True(draft.IsGood);
    }

    [Fact]
    public void SetText_WhatTheFormDoesNotKnow_StaysAndIsAFault()
    {
        var draft = PolicyDraft.Of("contact", Contact);
        draft.SetText(Contact.Replace("\"action\"", "\"colour\":\"blue\",\"action\"", StringComparison.Ordinal));

        draft.SetValue("action", "mask");

        Assert.Contains("colour", draft.Text, StringComparison.Ordinal);
        Assert.Contains(draft.Faults, fault => fault.Key == "colour");
    }

    [Theory]
    [InlineData("{\n \"kind\": }", "Line 2, character 10")]
    [InlineData("[1]", "not a JSON object")]
    [InlineData("", "Line 1")]
    [InlineData("""{"kind":"masking","kind":"access"}""", "kind")]
    public void SetText_NoJsonObject_SaysWhereAndKeepsTheForm(string text, string said)
    {
        var draft = PolicyDraft.Of("contact", Contact);

        draft.SetText(text);

        Assert.Contains(said, draft.TextFault, StringComparison.Ordinal);
        Assert.Equal(["$..email"], draft.List("fields"));
        Assert.False(draft.IsGood);
    }

    [Fact]
    public void SetText_AnotherNameOrKind_IsAFault()
    {
        var draft = PolicyDraft.Of("contact", Contact);

        draft.SetText("""{"kind":"access","name":"other","servers":["*"],"effect":"allow"}""");

        Assert.Contains(draft.Faults, fault => fault.Key == "name");
        Assert.Contains(draft.Faults, fault => fault.Key == "kind");
    }

    [Fact]
    public void SetText_CardNumber_IsRefused()
    {
        var draft = PolicyDraft.Of("contact", Contact);

        draft.SetList("fields", ["$['4111 1111 1111 1111']"]);

        Assert.Contains(draft.Faults, fault => fault.Message.Contains("card number", StringComparison.Ordinal));
    }

    [Fact]
    public void FaultsOf_WhatIsMissing_IsSaidOnlyWhenAsked()
    {
        var draft = PolicyDraft.New(PolicyShape.Access);

        Assert.Empty(draft.FaultsOf("servers", all: false));
        Assert.NotEmpty(draft.FaultsOf("servers", all: true));
    }

    [Fact]
    public void FaultsOf_AnItem_SaysWhich()
    {
        var draft = PolicyDraft.Of("contact", Contact);

        draft.SetList("fields", ["$..email", "email"]);

        Assert.StartsWith("Item 2: ", Assert.Single(draft.FaultsOf("fields", all: false)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"kind":"access","name":"a","servers":["payments"],"tools":["list_*","get_*"],"callers":{"roles":["engineer"]},"effect":"allow"}""", "Allows tools list_* and get_* on payments to role engineer.")]
    [InlineData("""{"kind":"access","name":"a","servers":["*"],"effect":"deny"}""", "Denies everything on every server for every caller.")]
    [InlineData("""{"kind":"access","name":"a","servers":["a","b"],"prompts":["x"],"callers":{"roles":["r"],"names":["n-*"]},"effect":"allow"}""", "Allows prompt x on a and b to role r or caller n-*.")]
    [InlineData("""{"kind":"masking","name":"a","servers":["payments"],"fields":["$..email"],"patterns":[{"name":"employee","regex":"\\bE\\d{6}\\b"}],"action":"redact"}""", "Redacts field $..email and pattern employee in responses of payments.")]
    [InlineData("""{"kind":"masking","name":"a","servers":["*"],"tools":["export_*"],"kinds":["cvv","track"],"action":"block","apply":["requests","responses"],"callers":{"roles":["batch"]}}""", "Withholds messages with verification codes and magnetic stripe data in requests and responses of tools export_* on every server for role batch.")]
    [InlineData("""{"kind":"masking","name":"a","servers":["payments"],"tools":["get_customer"],"fields":["$..card"],"callers":{"roles":["fraud"]},"exception":{"of":"cardholder data","justification":"chargebacks","expires":"2027-01-31"}}""", "Lets card numbers in $..card of get_customer on payments pass to role fraud until 2027-01-31.")]
    [InlineData("not json", "Cannot be read: every call is denied until it is mended or deleted.")]
    public void Sentence_OfAPolicy_ReadsNaturally(string definition, string expected) => Assert.Equal(expected, PolicySentence.Of("a", definition));

    [Theory]
    [InlineData("engineers read", "/policies/engineers%20read")]
    [InlineData("a/b?c#d", "/policies/a/b%3Fc%23d")]
    public void Link_OfAName_EscapesWhatMeansSomething(string name, string expected) => Assert.Equal(expected, PolicyLink.Of(name));
}
