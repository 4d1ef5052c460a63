using System.Text;
using System.Text.Json;
using Portal.Gateway.Masking;
using Portal.Gateway.Replies;
using Portal.Tests.Gateway.Masking.Cases;

namespace Portal.Tests.Host;

/// <summary>
/// Every masking case once through the whole gateway, with a server that answers with it: what the client gets is what the engine makes of it, and the notice. What card data leaves behind
/// on disk and in the log is scanned when its host ends; what only looks like card data has a host of its own, as it stays.
/// </summary>
public sealed class MaskingCasesTests(PortalHost host, LookAlikeHost lookAlikes) : IClassFixture<PortalHost>, IClassFixture<LookAlikeHost>
{
    private const string LookAlikes = "not-";

    // A form that names a card or PIN does not pass at all, so such cases go by another method.
    private const string Elicitation = "elicitation/create";

    private static readonly MaskingProfile Blocking = new(KindRule.BuiltIn, KindRule.BuiltIn, KindRule.BuiltIn, KindRule.BuiltIn, null);

    private readonly MessageMasker _masker = new();

    public static TheoryData<string> Lists => [.. MaskingCase.All.Where(pair => pair.Value.Message is not null).Select(pair => pair.Key.List).Distinct()];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Reply_ThatIsACase_LeavesAsTheEngineMasksIt(string list)
    {
        var gateway = list.StartsWith(LookAlikes, StringComparison.Ordinal) ? lookAlikes : host;
        foreach (var ((_, name), sample) in MaskingCase.All.Where(pair => pair.Key.List == list && pair.Value.Message is not null))
        {
            var sent = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(sample.Message!).Replace(Elicitation, "elicitation/case", StringComparison.Ordinal));
            using var message = JsonDocument.Parse(sent);
            if (!IsReadable(sent))
            {
                await AssertWithheldAsync(gateway, sent, message.RootElement.GetProperty("id").GetRawText());
                continue;
            }

            var expected = message.RootElement.ValueKind == JsonValueKind.Array
                ? $"[{string.Join(',', message.RootElement.EnumerateArray().Select(one => Masked(Encoding.UTF8.GetBytes(one.GetRawText()))))}]"
                : Masked(sent);
            var isResponse = message.RootElement.ValueKind == JsonValueKind.Object && (message.RootElement.TryGetProperty("result", out _) || message.RootElement.TryGetProperty("error", out _));
            var reply = await (isResponse ? AnswerAsync(gateway, sent, message.RootElement.GetProperty("id").GetRawText()) : NotifyAsync(gateway, sent));

            Assert.True(isResponse ? reply.Text == expected : reply.Text.Contains(Lines(expected), StringComparison.Ordinal), $"{list}, {name}: {reply.Text} is not {expected}");
        }
    }

    // A server's files that nobody can read are withheld unless it is set otherwise.
    private bool IsReadable(byte[] message)
    {
        try
        {
            _masker.Mask(message, Blocking);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static async Task AssertWithheldAsync(PortalHost host, byte[] message, string id)
    {
        var reply = await AnswerAsync(host, message, id);

        Assert.Contains("\"error\"", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("JVBERi", reply.Text, StringComparison.Ordinal);
    }

    private string Masked(byte[] message)
    {
        var masked = _masker.Mask(message);
        return Encoding.UTF8.GetString(MaskingNotice.Write(masked.Json, masked.Hits).Span);
    }

    // The answer to a call with the same id.
    private static Task<Reply> AnswerAsync(PortalHost host, byte[] message, string id) =>
        host.SendAsync(PortalHost.Call("echo", id: id), script: call => call.AnswerAsync(message));

    // An event in front of the answer.
    private static Task<Reply> NotifyAsync(PortalHost host, byte[] message) => host.CallAsync(async call =>
    {
        await call.ChunkedHeadAsync("text/event-stream");
        await call.ChunkAsync($"data: {Lines(Encoding.UTF8.GetString(message))}\n\n");
        await call.ChunkAsync($$$"""data: {"jsonrpc":"2.0","id":{{{call.Id}}},"result":{"content":[]}}""" + "\n\n");
        await call.EndAsync();
    });

    private static string Lines(string message) => message.Replace("\n", "\ndata: ", StringComparison.Ordinal);
}
