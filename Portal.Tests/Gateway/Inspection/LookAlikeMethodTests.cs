using System.Text;
using System.Text.Json;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Inspection;
using Portal.Gateway.Protocol;

namespace Portal.Tests.Gateway.Inspection;

/// <summary>A method that a server may take for a known one, and the gateway would not, is refused.</summary>
public sealed class LookAlikeMethodTests
{
    [Theory]
    [InlineData("Tools/call")]
    [InlineData("TOOLS/CALL")]
    [InlineData("tools/call ")]
    [InlineData(" tools/call")]
    [InlineData("tools/call\n")]
    [InlineData("tools/call\0")]
    [InlineData("\uFEFFtools/call")]
    [InlineData("tools\u200B/call")]
    [InlineData("tools\uFF0Fcall")]
    [InlineData("ｔｏｏｌｓ/call")]
    [InlineData("tool\u017F/call")]
    [InlineData("prompts/GET")]
    [InlineData("Resources/Read")]
    [InlineData("resources/template\u017F/list")]
    [InlineData("logging/setlevel")]
    [InlineData("sampling/createmessage")]
    [InlineData("elicitation/create ")]
    [InlineData("Initialize")]
    [InlineData("in\u0131t\u0131alize")]
    [InlineData("P\u0130NG")]
    [InlineData("Notifications/initialized")]
    [InlineData("notifications/cancelled\t")]
    [InlineData("notifications/roots/List_changed")]
    [InlineData("notifications/tasks/status\u00A0")]
    [InlineData("tasks/GET")]
    [InlineData("tasks/Update")]
    [InlineData("tas\u212As/cancel")]
    [InlineData("roots/list\u2060")]
    [InlineData("completion/Complete")]
    [InlineData("subscriptions/Listen")]
    [InlineData("server/Discover")]
    public void Read_DiffersFromAKnownMethodInSpellingOnly_IsAnInvalidRequest(string method)
    {
        var fault = Read(method);

        Assert.Equal((400, GatewayError.InvalidRequest), (fault!.Status, fault.Code));
    }

    [Theory]
    [InlineData("tools/call")]
    [InlineData("logging/setLevel")]
    [InlineData("notifications/roots/list_changed")]
    [InlineData("tools/calls")]
    [InlineData("tools/ call")]
    [InlineData("tools\u2215call")]
    [InlineData("x/extension")]
    [InlineData("X/Extension ")]
    [InlineData("f\u00FCr/alle")]
    public void Read_KnownOrQuiteAnotherMethod_GoesOn(string method) => Assert.Null(Read(method));

    private static InspectionFault? Read(string method)
    {
        var name = JsonSerializer.Serialize(method);
        var body = $$$"""{"jsonrpc":"2.0","id":1,"method":{{{name}}},"params":{"name":"a","uri":"u"}}""";
        return ClientMessageReader.Read(Encoding.UTF8.GetBytes(body), out _, out _);
    }
}
