using System.Text;
using System.Text.Json;
using Portal.Gateway.Masking;
using Xunit;

namespace Portal.Tests.Gateway.Masking;

public sealed class MessageMaskerTests
{
    private readonly MessageMasker _masker = new();

    [Theory]
    [InlineData("""{"a":"4111111111111111"}""", """{"a":"411111******1111"}""")]
    [InlineData("""{ "a" : [ "x", "4111 1111 1111 1111" ] }""", """{ "a" : [ "x", "4111 11** **** 1111" ] }""")]
    [InlineData("""{"a":4111111111111111}""", """{"a":4111110000001111}""")]
    [InlineData("""{"a":4111111111111111.5}""", """{"a":4111110000001111}""")]
    [InlineData("""{"a":4111111111111111.0000001}""", """{"a":4111110000001111}""")]
    [InlineData("""{"a":4111111111111111.00000000000000000000000000000000000000000000000001}""", """{"a":4111110000001111}""")]
    [InlineData("""{"a":4.1111111111111115E+15}""", """{"a":4111110000001111}""")]
    [InlineData("""{"card_number":4.1111111111111115e15}""", """{"card_number":4111110000001111}""")]
    [InlineData("""{"a":41.111111111111111}""", """{"a":41.111111111111111}""")]
    [InlineData("""{"a":4917610000000000003}""", """{"a":4917619999999990003}""")]
    [InlineData("""{"a":"\u0034111111111111111"}""", """{"a":"411111******1111"}""")]
    [InlineData("""{"a":"\u0034\u0031\u0031\u0031\u0031111111\u00311111"}""", """{"a":"411111******1111"}""")]
    [InlineData("""{"a":"4111\t1111\t1111\t1111\n"}""", """{"a":"4111\t11**\t****\t1111\n"}""")]
    [InlineData("""{"a":"4111\u00a01111\u00a01111\u00a01111"}""", """{"a":"4111 11** **** 1111"}""")]
    [InlineData("""{"a":"{\"n\":4111111111111111}"}""", """{"a":"{\"n\":4111110000001111}"}""")]
    [InlineData("""{"a":"{\"n\":\"4111111111111111\"}"}""", """{"a":"{\"n\":\"411111******1111\"}"}""")]
    [InlineData("""{"a":"{\"n\":\"\\u0034111111111111111\"}"}""", """{"a":"{\"n\":\"411111******1111\"}"}""")]
    [InlineData("""{"a":" [\"{\\\"n\\\":\\\"4111111111111111\\\"}\"]"}""", """{"a":" [\"{\\\"n\\\":\\\"411111******1111\\\"}\"]"}""")]
    [InlineData("""{"a":"{broken 4111111111111111"}""", """{"a":"{broken 411111******1111"}""")]
    [InlineData("""{"a":"{\"x\":1}\n{\"n\":4111111111111111}"}""", """{"a":"{\"x\":1}\n{\"n\":4111110000001111}"}""")]
    [InlineData("""{"4111111111111111":true}""", """{"411111******1111":true}""")]
    [InlineData("""{"\u0034111111111111111":true}""", """{"411111******1111":true}""")]
    [InlineData("""{"cvv":"123","cvc":1234,"exp":"12/28"}""", """{"cvv":"***","cvc":0,"exp":"12/28"}""")]
    [InlineData("""{"\u0063vv":"123"}""", """{"\u0063vv":"***"}""")]
    [InlineData("""{"cvv":["123","456"]}""", """{"cvv":["***","***"]}""")]
    [InlineData("""{"a":"{\"cvv\":\"123\"}"}""", """{"a":"{\"cvv\":\"***\"}"}""")]
    [InlineData("\"4111111111111111\"", "\"411111******1111\"")]
    [InlineData("4111111111111111", "4111110000001111")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"é 4111111111111111 €"}],"structuredContent":{"pan":4111111111111111}}}""",
        """{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"é 411111******1111 €"}],"structuredContent":{"pan":4111110000001111}}}""")]
    public void Mask_CardData_ReplacesItAndNothingElse(string json, string expected) => Assert.Equal(expected, Mask(json));

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":4111111111111111,"result":{}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":"4111111111111111","result":{}}""")]
    [InlineData("""{"method":"tools/list","params":{"cursor":"4111111111111111"}}""")]
    [InlineData("""{"result":{"nextCursor":"4111111111111111"}}""")]
    [InlineData("""{"params":{"progressToken":4111111111111111}}""")]
    [InlineData("""{"params":{"_meta":{"progressToken":"4111111111111111"}}}""")]
    [InlineData("""{"method":"notifications/cancelled","params":{"requestId":4111111111111111}}""")]
    [InlineData("""[{"jsonrpc":"2.0","id":4111111111111111,"result":{}}]""")]
    [InlineData("""[{"params":{"_meta":{"progressToken":"4111111111111111"}}},{"result":{"nextCursor":"4111111111111111"}}]""")]
    public void Mask_ProtocolIdentifier_StaysAsItIs(string json) => Assert.Equal(json, Mask(json));

    [Theory]
    [InlineData("""{"result":{"id":"4111111111111111"}}""", """{"result":{"id":"411111******1111"}}""")]
    [InlineData("""{"result":{"a":{"cursor":"4111111111111111"}}}""", """{"result":{"a":{"cursor":"411111******1111"}}}""")]
    [InlineData("""{"a":"{\"id\":\"4111111111111111\"}"}""", """{"a":"{\"id\":\"411111******1111\"}"}""")]
    [InlineData("""{"id":{"x":"4111111111111111"}}""", """{"id":{"x":"411111******1111"}}""")]
    [InlineData("""{"id":["4111111111111111"]}""", """{"id":["411111******1111"]}""")]
    [InlineData("""{"id":[4111111111111111]}""", """{"id":[4111110000001111]}""")]
    [InlineData("""{"result":{"nextCursor":["4111111111111111"]}}""", """{"result":{"nextCursor":["411111******1111"]}}""")]
    [InlineData("""{"result":[{"progressToken":"x"},"4111111111111111"]}""", """{"result":[{"progressToken":"x"},"411111******1111"]}""")]
    [InlineData("""[{"cursor":"x"},"4111111111111111"]""", """[{"cursor":"x"},"411111******1111"]""")]
    public void Mask_NameOfAnIdentifierElsewhere_DoesNotProtect(string json, string expected) => Assert.Equal(expected, Mask(json));

    [Theory]
    [InlineData("""[{"cvv":"123"},"456",789]""", """[{"cvv":"***"},"456",789]""")]
    [InlineData("""{"a":[{"cvv":1}],"b":["456"]}""", """{"a":[{"cvv":1}],"b":["456"]}""")]
    public void Mask_ValueAfterAnObjectWithACode_IsNoCode(string json, string expected) => Assert.Equal(expected, Mask(json));

    [Theory]
    [InlineData("""{"u":"550e8400-e29b-41d4-a716-446655440000","t":1700000000000000,"f":0.4111111111111111,"x":1e3,"n":null,"s":"\u00e9\/","big":41111111111111111111}""")]
    [InlineData("  {\"a\" : [1,2 ,3]\r\n}\t")]
    [InlineData("""{"cvv_result":"M","cvv":"match"}""")]
    [InlineData("""{"a":-4111111111111111}""")]
    [InlineData("""{"a":4.1111111111111115e15,"b":4111111111111111e0}""")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    public void Mask_NothingToMask_GivesTheVeryMemory(string json)
    {
        ReadOnlyMemory<byte> memory = Encoding.UTF8.GetBytes(json);
        var masked = _masker.Mask(memory);
        Assert.True(masked.Json.Equals(memory));
        Assert.Empty(masked.Hits);
        Assert.Equal(0, masked.Count);
    }

    [Theory]
    [InlineData("""{"result":{"content":[{"text":"a"},{"text":"4111111111111111 and 5555555555554444"}]}}""", "pan", "$.result.content[1].text", 2)]
    [InlineData("""[[1,[2,"4111111111111111"]]]""", "pan", "$[0][1][1]", 1)]
    [InlineData("""{"a":[{"x":1},{"y":[]},{"cvv":123}]}""", "cvv", "$.a[2].cvv", 1)]
    [InlineData("""{"a":"[{\"n\":4111111111111111}]"}""", "pan", "$.a#$[0].n", 1)]
    [InlineData("""{"it's":{"a b":4111111111111111}}""", "pan", "$['it\\'s']['a b']", 1)]
    [InlineData("""{"x":{"4111111111111111":1}}""", "pan", "$.x['411111******1111']", 1)]
    [InlineData("""{"x":{"4111111111111111":"5555555555554444"}}""", "pan", "$.x['411111******1111']", 2)]
    [InlineData("4111111111111111", "pan", "$", 1)]
    public void Mask_CardData_ReportsKindPathAndCount(string json, string kind, string path, int count)
    {
        var masked = _masker.Mask(Encoding.UTF8.GetBytes(json));
        var hit = Assert.Single(masked.Hits);
        Assert.Equal(new MaskingHit(kind, path, MaskingKinds.BuiltInRule, MaskingKinds.BuiltInVersion, MaskingAction.Mask, count), hit with { Reasons = [] });
        Assert.Equal(count, masked.Count);
    }

    [Theory]
    [InlineData("""{"x":"4111111111111111"}""", "networkCheckDigit")]
    [InlineData("""{"card_number":"4111111111111111"}""", "fieldSaysCardNumber,networkCheckDigit")]
    [InlineData("""{"card_number":4111111111111111}""", "fieldSaysCardNumber,networkCheckDigit")]
    [InlineData("""{"card_number":"4111111111111112"}""", "fieldSaysCardNumber")]
    [InlineData("""{"text":"4111 1111 1111 1111"}""", "networkCheckDigit,printedInGroups")]
    [InlineData("""{"text":"a: 4111111111111111, b: 4111-1111-1111-1111"}""", "networkCheckDigit,printedInGroups")]
    [InlineData("""{"cvv":"123"}""", "fieldSaysCode")]
    [InlineData("""{"cvv":123}""", "fieldSaysCode")]
    [InlineData("""{"text":"CVV: 123"}""", "labelSaysCode")]
    [InlineData("""{"text":"name,cvv\nAna,123\nBob,456\n"}""", "headerSaysCode")]
    [InlineData("""{"pin":"1234"}""", "fieldSaysPin")]
    [InlineData("""{"pin_block":"0412AC89ABCDEF67"}""", "fieldSaysPin,pinBlockShape")]
    [InlineData("""{"text":"your PIN: 4711"}""", "labelSaysPin")]
    [InlineData("""{"text":"%B4111111111111111^DOE/J^29121010000000000?"}""", "stripeShape")]
    [InlineData("""{"track2":"4111111111111111=29121010000000000"}""", "fieldSaysTrack")]
    [InlineData("""{"text":"NDExMTExMTExMTExMTExMQ=="}""", "inEncodedText")]
    [InlineData("""{"pan1":"4111","pan2":"1111","pan3":"1111","pan4":"1111"}""", "partsOfOneNumber")]
    public void Mask_CardData_SaysWhy(string json, string reasons)
    {
        var masked = _masker.Mask(Encoding.UTF8.GetBytes(json));

        Assert.Equal(reasons, MaskingReasonNames.Join(masked.Hits[0].Reasons));
    }

    [Fact]
    public void Explain_CardData_SaysWhereItStandsAndWhy()
    {
        var json = """{"é":[{"pan":"4111111111111111","x":"a"},"{\"n\":5555555555554444}"]}"""u8.ToArray();

        var decisions = new MessageMasker().Explain(json, MaskingProfile.Default);

        Assert.Equal(["pan $['é'][0].pan 4111111111111111 True", "pan $['é'][1]#$.n 5555555555554444 True"], decisions.Select(decision =>
            $"{decision.Kind} {decision.Path} {Encoding.UTF8.GetString(json.AsSpan(decision.Start, decision.Length))} {decision.IsMasked}"));
        Assert.Equal([MaskingReason.FieldSaysCardNumber, MaskingReason.NetworkCheckDigit], decisions[0].Reasons);
        Assert.Equal([MaskingReason.NetworkCheckDigit], decisions[1].Reasons);
    }

    [Fact]
    public void Explain_NothingToMask_IsEmpty() => Assert.Empty(_masker.Explain("""{"a":1}"""u8.ToArray(), MaskingProfile.Default));

    [Fact]
    public void Explain_NoJson_IsRefused() => Assert.ThrowsAny<System.Text.Json.JsonException>(() => _masker.Explain("{"u8.ToArray(), MaskingProfile.Default));

    [Theory]
    [InlineData("""{"a":"\ud800 4111111111111111 \udc00"}""", """{"a":"\ud800 411111******1111 \udc00"}""")]
    [InlineData("""{"a":"\ud83d\ude00 4111111111111111"}""", """{"a":"\ud83d\ude00 411111******1111"}""")]
    public void Mask_LoneSurrogateBesideANumber_StaysAsItIs(string json, string expected) => Assert.Equal(expected, Mask(json));

    [Theory]
    [InlineData("""{"a":"note {\"\\ud800\":\"x\"} card 4111111111111111, CVV: 123"}""", """{"a":"note {\"\\ud800\":\"x\"} card 411111******1111, CVV: ***"}""")]
    [InlineData("""{"a":"note {\"\\ud800\":\"4111111111111111\"}"}""", """{"a":"note {\"\\ud800\":\"411111******1111\"}"}""")]
    public void Mask_JsonThatCannotBeReadWithinText_IsText(string json, string expected) => Assert.Equal(expected, Mask(json));

    [Theory]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"\ud800":"4111111111111111"}""")]
    [InlineData("""{"\ud800":{"a":[4111111111111111]}}""")]
    [InlineData("""{"a":"{\"\\ud800\":\"4111111111111111\"}"}""")]
    public void Mask_LoneSurrogateInAName_IsRefusedOrMasked(string json)
    {
        try
        {
            Assert.DoesNotContain("4111111111111111", Mask(json), StringComparison.Ordinal);
        }
        catch (JsonException)
        {
            // Unreadable means refused.
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\":01}")]
    [InlineData("{'a':1}")]
    [InlineData("// c\n{}")]
    [InlineData("\uFEFF{}")]
    [InlineData("<html>")]
    [InlineData("{\"a\":\"\t\"}")]
    [InlineData("NaN")]
    public void Mask_NoJson_Throws(string json) => Assert.ThrowsAny<JsonException>(() => Mask(json));

    [Fact]
    public void Mask_InvalidUtf8_Throws()
    {
        Assert.ThrowsAny<JsonException>(() => _masker.Mask(new byte[] { (byte)'"', 0xC3, 0x28, (byte)'"' }));
        Assert.ThrowsAny<JsonException>(() => _masker.Mask(new byte[] { (byte)'"', 0xED, 0xA0, 0x80, (byte)'"' }));
    }

    [Fact]
    public void Mask_NestedDeeperThanAllowed_Throws()
    {
        var deep = MessageMasker.MaxDepth;
        Assert.Equal(new string('[', deep) + new string(']', deep), Mask(new string('[', deep) + new string(']', deep)));
        Assert.ThrowsAny<JsonException>(() => Mask(new string('[', deep + 1) + new string(']', deep + 1)));
    }

    [Fact]
    public void Mask_JsonInStringsFiveDeep_StillMasked()
    {
        var json = "\"4111111111111111\"";
        for (var level = 0; level < 6; level++)
        {
            json = "{\"a\":" + JsonSerializer.Serialize(json) + "}";
        }

        Assert.DoesNotContain("4111111111111111", Mask(json), StringComparison.Ordinal);
    }

    // The quotes of JSON in a text, escaped as \u0022, end in digits that stand right before the number.
    [Theory]
    [InlineData("""{"a":"Error: {\\u0022n\\u0022:\\u00224111111111111111\\u0022}"}""", """{"a":"Error: {\\u0022n\\u0022:\\u0022411111******1111\\u0022}"}""")]
    [InlineData("""{"a":"caf\\u00e94111111111111111"}""", """{"a":"caf\\u00e9411111******1111"}""")]
    public void Mask_NumberBehindAnEscapeInText_Truncates(string json, string expected) => Assert.Equal(expected, Mask(json));

    [Theory]
    [InlineData("Bearer x", "Bearer x")]
    [InlineData("4111 1111 1111 1111", "4111 11** **** 1111")]
    [InlineData("", "")]
    public void MaskText_Text_TruncatesCardNumbers(string text, string expected)
    {
        Assert.Equal(expected, _masker.MaskText(text));
        Assert.Equal(expected, Encoding.UTF8.GetString(_masker.MaskText((ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(text)).Span));
    }

    private string Mask(string json)
    {
        var masked = _masker.Mask(Encoding.UTF8.GetBytes(json)).Json;
        var again = _masker.Mask(masked);
        Assert.Equal(0, again.Count);
        using var valid = JsonDocument.Parse(masked, new JsonDocumentOptions { MaxDepth = MessageMasker.MaxDepth });
        return Encoding.UTF8.GetString(masked.Span);
    }

    [Theory]
    [InlineData("card", 6200000000000005)]
    [InlineData("card", 6250941006528599)]
    [InlineData("pan", 8171999927660000)]
    [InlineData("card_number", 9704000000000018)]
    public void Mask_NumberOfANetworkWithoutCheckDigits_SecondPassHasNothingToDo(string name, long number)
    {
        var once = new MessageMasker().MaskForRecord(Encoding.UTF8.GetBytes($$"""{"{{name}}":{{number}}}"""));
        Assert.Equal(1, once.Count);
        Assert.Equal(0, new MessageMasker().MaskForRecord(once.Json).Count);
    }
}
