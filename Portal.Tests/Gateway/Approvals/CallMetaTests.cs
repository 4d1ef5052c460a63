using System.Collections.Frozen;
using System.Text.Json;
using Portal.Gateway.Approvals;

namespace Portal.Tests.Gateway.Approvals;

/// <summary>What of a call's metadata says something about the call.</summary>
public sealed class CallMetaTests
{
    [Theory]
    [InlineData("""{"progressToken":1}""")]
    [InlineData("""{"progressToken":"a"}""")]
    [InlineData("""{"traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}""")]
    [InlineData("""{"tracestate":"b=1"}""")]
    [InlineData("""{"tracestate":"b=1,tenant@vendor=00f0:67aa; x, c/d=2"}""")]
    [InlineData("""{"tracestate":""}""")]
    [InlineData("""{"portal/justification":"why"}""")]
    public void TextOf_WhatSaysNothing_IsLeftOut(string meta) => Assert.Null(TextOf(meta));

    [Theory]
    [InlineData("""{"progressToken":{"limit":1}}""")]
    [InlineData("""{"progressToken":true}""")]
    [InlineData("""{"traceparent":"limit 1"}""")]
    [InlineData("""{"traceparent":"00-4BF92F3577B34DA6A3CE929D0E0E4736-00F067AA0BA902B7-01"}""")]
    [InlineData("""{"tracestate":["b=1"]}""")]
    [InlineData("""{"tracestate":"limit 1"}""")]
    [InlineData("""{"portal/limit":1}""")]
    [InlineData("""{"Portal/Justification":"why"}""")]
    public void TextOf_WhatCouldSayMore_IsKept(string meta) => Assert.Equal(meta, TextOf(meta));

    [Fact]
    public void TextOf_TooLongForItsName_IsKept()
    {
        Assert.NotNull(TextOf($$"""{"progressToken":"{{new string('a', 129)}}"}"""));
        Assert.NotNull(TextOf($$"""{"tracestate":"b={{new string('a', 511)}}"}"""));
    }

    private static string? TextOf(string meta) =>
        CallMeta.TextOf(JsonSerializer.Deserialize<JsonElement>(meta), FrozenSet<string>.Empty);
}
