using System.Text;
using Portal.Gateway.Masking;

namespace Portal.Tests.Gateway.Masking.Fragments;

public sealed class FragmentedPanDetectorTests
{
    [Theory]
    [InlineData("""{"parts":["4111","1111","1111","1111"]}""", """{"parts":["4111","11**","****","1111"]}""")]
    [InlineData("""{"parts":["3782","822463","10005"]}""", """{"parts":["3782","82****","*0005"]}""")]
    [InlineData("""{"parts":["41111111","11111111"]}""", """{"parts":["411111**","****1111"]}""")]
    [InlineData("""{"parts":["411111","111111","1111"]}""", """{"parts":["411111","******","1111"]}""")]
    [InlineData("""{"parts":["visa","4111","1111","1111","1111"]}""", """{"parts":["visa","4111","11**","****","1111"]}""")]
    [InlineData("""{"parts":[" 4111","1111-","1111 ","1111"]}""", """{"parts":[" 4111","11**-","**** ","1111"]}""")]
    [InlineData("""{"parts":["4111 1111","1111 1111"]}""", """{"parts":["4111 11**","**** 1111"]}""")]
    [InlineData("""{"parts":["4","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1"]}""", """{"parts":["4","1","1","1","1","1","*","*","*","*","*","*","1","1","1","1"]}""")]
    [InlineData("""{"card_parts":[4179,"2628","3333","2888"]}""", """{"card_parts":[4179,"26**","****","2888"]}""")]
    [InlineData("""{"card_parts":[4179,"2628",3333,"2888"]}""", """{"card_parts":[4179,"26**",1000,"2888"]}""")]
    [InlineData("""{"card_parts":[4179,2628,3333,2888]}""", """{"card_parts":[4179,2600,1000,2888]}""")]
    [InlineData("""{"card":["41111","111111","11111"]}""", """{"card":["41111","1*****","*1111"]}""")]
    [InlineData("""{"card":["4111","1111","1111","1111","4179","2628","3333","2888"]}""", """{"card":["4111","11**","****","1111","4179","26**","****","2888"]}""")]
    [InlineData("""{"card":["3056","930902","5904"]}""", """{"card":["3056","93****","5904"]}""")]
    [InlineData("""{"card":["411111111111","1111"]}""", """{"card":["411111******","1111"]}""")]
    [InlineData("""{"rows":[{"r":["4111","1111","1111","1111"]},{"r":["12"]}]}""", """{"rows":[{"r":["4111","11**","****","1111"]},{"r":["12"]}]}""")]
    public void Visit_OneList_IsMasked(string json, string expected) => Assert.Equal(expected, FragmentWalk.Mask(json));

    [Theory]
    [InlineData("""{"parts":["4111","1111","1111","1112"]}""")]
    [InlineData("""{"parts":["4111","1111","1111","1111","4179"]}""")]
    [InlineData("""{"parts":["0042","4111","1111","1111","1111"]}""")]
    [InlineData("""{"parts":["4111","1111","1111","1111","12"]}""")]
    [InlineData("""{"parts":["4111","1111","1111",1111.5]}""")]
    [InlineData("""{"parts":["4111","1111","1111","1111",1.5]}""")]
    [InlineData("""{"values":[4111,1111,1111,1111]}""")]
    [InlineData("""{"values":[41111111,11111111]}""")]
    [InlineData("""{"parts":["4111","11x1","1111","1111"]}""")]
    [InlineData("""{"parts":["4111","-1111","1111.0","1111"]}""")]
    [InlineData("""{"parts":["41111","11111","111111"]}""")]
    [InlineData("""{"parts":["3056","930902","5904"]}""")]
    [InlineData("""{"year":["4111","1111","1111","1111"]}""")]
    [InlineData("""{"phone":["4111","1111","1111","1111"]}""")]
    [InlineData("""{"zip":["4111","1111","1111","1111"]}""")]
    [InlineData("""{"card_last4":["4111","1111","1111","1111"]}""")]
    [InlineData("""{"days":["2026-11-30","2026-12-01"]}""")]
    [InlineData("""{"m":[["4111","1111"],["1111","1111"]]}""")]
    [InlineData("""{"m":["4111","1111",["1111","1111"]]}""")]
    [InlineData("""{"t":["4111","1111","1111","1111","2045","2046","2047","2048","2049","2050","2051","2052","2053","2054","2055","2056","2057","2058","2059","4111","1111","1111","1111"]}""")]
    public void Visit_OtherLists_AreLeft(string json) => Assert.Equal(json, FragmentWalk.Mask(json));

    [Theory]
    [InlineData("""{"pan1":"4111","pan2":"1111","pan3":"1111","pan4":"1111"}""", """{"pan1":"4111","pan2":"11**","pan3":"****","pan4":"1111"}""")]
    [InlineData("""{"part_a":"4888","part_b":"5835","part_c":"4341","part_d":"1981","desk":"K2"}""", """{"part_a":"4888","part_b":"58**","part_c":"****","part_d":"1981","desk":"K2"}""")]
    [InlineData("""{"cc_01":"41111111","cc_02":"11111111"}""", """{"cc_01":"411111**","cc_02":"****1111"}""")]
    [InlineData("""{"segA":"3782","segB":"822463","segC":"10005"}""", """{"segA":"3782","segB":"82****","segC":"*0005"}""")]
    [InlineData("""{"number1":"41111111","number2":"11111111"}""", """{"number1":"411111**","number2":"****1111"}""")]
    [InlineData("""{"pan1":"4111","note":"a word","zip":"94105","pan2":"1111","count":12,"pan3":"1111","pan4":"1111"}""", """{"pan1":"4111","note":"a word","zip":"94105","pan2":"11**","count":12,"pan3":"****","pan4":"1111"}""")]
    [InlineData("""{"card_first":"4111","card_middle":"11111111","card_last":"1111"}""", """{"card_first":"4111","card_middle":"11******","card_last":"1111"}""")]
    [InlineData("""{"pan_hi":"4111111111","pan_lo":"111111"}""", """{"pan_hi":"411111****","pan_lo":"**1111"}""")]
    [InlineData("""{"pan_hi":4111111111,"pan_lo":111111}""", """{"pan_hi":4111110000,"pan_lo":101111}""")]
    [InlineData("""{"card_bin":"411111","card_rest":"111111","card_last4":"1111"}""", """{"card_bin":"411111","card_rest":"******","card_last4":"1111"}""")]
    [InlineData("""{"card":{"first":"4111","second":"1111","third":"1111","fourth":"1111"}}""", """{"card":{"first":"4111","second":"11**","third":"****","fourth":"1111"}}""")]
    [InlineData("""{"card":{"1":"41111","2":"111111","3":"11111"}}""", """{"card":{"1":"41111","2":"1*****","3":"*1111"}}""")]
    public void Visit_MembersOfOneStemOrCardNames_AreMasked(string json, string expected) => Assert.Equal(expected, FragmentWalk.Mask(json));

    [Theory]
    [InlineData("""{"zip":"41111","year":"1111","month":"11","day":"11111"}""")]
    [InlineData("""{"sku":"4111","qty":"1111","price":"1111","total":"1111"}""")]
    [InlineData("""{"alpha":"4111","beta":"1111","gamma":"1111","delta":"1111"}""")]
    [InlineData("""{"a":"4111","b":"1111","c":"1111","d":"1111"}""")]
    [InlineData("""{"v2":"4111","v3":"1111","v4":"1111","v5":"1111"}""")]
    [InlineData("""{"v1":"4111","v2":"1111","v4":"1111","v5":"1111"}""")]
    [InlineData("""{"v1":"4111","v2":"1111","v3":"1111","v4":"1111","v5":"2045"}""")]
    [InlineData("""{"v1":"4111","w2":"1111","v3":"1111","w4":"1111"}""")]
    [InlineData("""{"q1":4111,"q2":1111,"q3":1111,"q4":1111}""")]
    [InlineData("""{"v1":"41111","v2":"111111","v3":"11111"}""")]
    [InlineData("""{"year1":"4111","year2":"1111","year3":"1111","year4":"1111"}""")]
    [InlineData("""{"first6":"411111","middle":"111111","last4":"1111"}""")]
    [InlineData("""{"card_bin":"41111111","card_last4":"1111"}""")]
    [InlineData("""{"card_bin":"41111111","card_last4":"11111111"}""")]
    [InlineData("""{"card":{"zip":"4111","box":"1111","row":"1111","desk":"1111"}}""")]
    [InlineData("""{"order_1":"4111","order_2":"1111","order_3":"1111","order_4":"1111"}""")]
    [InlineData("""{"v1":"4111","x":{"v2":"1111","v3":"1111","v4":"1111"}}""")]
    public void Visit_UnrelatedMembers_AreLeft(string json) => Assert.Equal(json, FragmentWalk.Mask(json));

    [Theory]
    [InlineData("""[{"part":"4111"},{"part":"1111"},{"part":"1111"},{"part":"1111"}]""", """[{"part":"4111"},{"part":"11**"},{"part":"****"},{"part":"1111"}]""")]
    [InlineData("""[{"seq":1,"part":"3782"},{"seq":2,"part":"822463"},{"seq":3,"part":"10005"}]""", """[{"seq":1,"part":"3782"},{"seq":2,"part":"82****"},{"seq":3,"part":"*0005"}]""")]
    [InlineData("""{"card":[{"v":"41111"},{"v":"111111"},{"v":"11111"}]}""", """{"card":[{"v":"41111"},{"v":"1*****"},{"v":"*1111"}]}""")]
    [InlineData("""{"rows":[["4111"],["1111"],["1111"],["1111"]]}""", """{"rows":[["4111"],["11**"],["****"],["1111"]]}""")]
    [InlineData("""[{"text":"4111 1111"},{"text":"1111 1111"}]""", """[{"text":"4111 11**"},{"text":"**** 1111"}]""")]
    public void Visit_ObjectsOfOneList_AreMasked(string json, string expected) => Assert.Equal(expected, FragmentWalk.Mask(json));

    [Theory]
    [InlineData("""[{"part":"4111"},{"part":"1111"},{"part":"1111"},{"part":"1111"},{"part":"2045"}]""")]
    [InlineData("""[{"part":"4111"},{"bit":"1111"},{"part":"1111"},{"bit":"1111"}]""")]
    [InlineData("""[{"part":"41111111"},{"part":"11111111"}]""")]
    [InlineData("""[{"part":4111},{"part":1111},{"part":1111},{"part":1111}]""")]
    [InlineData("""[{"x":"4111","y":"1111"},{"x":"1111","y":"1111"}]""")]
    [InlineData("""[{"zip":"4111"},{"zip":"1111"},{"zip":"1111"},{"zip":"1111"}]""")]
    [InlineData("""[{"last4":"4111"},{"last4":"1111"},{"last4":"1111"},{"last4":"1111"}]""")]
    public void Visit_ColumnsOfATable_AreLeft(string json) => Assert.Equal(json, FragmentWalk.Mask(json));

    [Theory]
    [InlineData("card 4111 11", "11 1111 1111", "card 4111 11", "** **** 1111")]
    [InlineData("card: 4111111", "111111111 is it", "card: 411111*", "*****1111 is it")]
    [InlineData("the card=4111 1111 1111 ", "1111.", "the card=4111 11** **** ", "1111.")]
    [InlineData("card 7 4111 11", "11 1111 1111 77", "card 7 4111 11", "** **** 1111 77")]
    [InlineData("card 4111-1111-", "-1111-1111", "card 4111-11**-", "-****-1111")]
    [InlineData("card 4111 1111\\n", "\\n1111 1111\\nok", "card 4111 11**\\n", "\\n**** 1111\\nok")]
    [InlineData("it was 4111 1111", "1111 1111", "it was 4111 11**", "**** 1111")]
    [InlineData("card ending 4111 11", "11 1111 1111", "card ending 4111 11", "** **** 1111")]
    [InlineData("4111 1111", "1111 1111 is it", "4111 11**", "**** 1111 is it")]
    public void Visit_TextGoesOn_IsMasked(string first, string second, string expectedFirst, string expectedSecond) =>
        Assert.Equal(Blocks(expectedFirst, expectedSecond), FragmentWalk.Mask(Blocks(first, second)));

    [Theory]
    [InlineData("seat 4111 11", "11 1111 1111")]
    [InlineData("order 41111111", "11111111 items")]
    [InlineData("card for Jane, phone 4111 11", "11 1111 1111")]
    [InlineData("card x4111 11", "x11 1111 1111")]
    [InlineData("card 4111 11", "11 1111 1112")]
    [InlineData("card 4111 11", "then 11 1111 1111")]
    [InlineData("card ref-411111", "1111111111")]
    [InlineData("card 411111", "1111111111.50")]
    [InlineData("card 4111 11 was used", "11 1111 1111")]
    [InlineData("card on 2026-11-22", "2026-11-22")]
    public void Visit_OtherTexts_AreLeft(string first, string second) => Assert.Equal(Blocks(first, second), FragmentWalk.Mask(Blocks(first, second)));

    [Fact]
    public void Visit_TextsOfAnArray_GoOn() => Assert.Equal(
        """{"lines":["card 4111","11**","**** 1111 ok"]}""", FragmentWalk.Mask("""{"lines":["card 4111","1111","1111 1111 ok"]}"""));

    [Fact]
    public void Visit_AnotherName_IsAnotherText() => AssertLeft("""[{"text":"card 4111 11"},{"note":"11 1111 1111"}]""");

    [Fact]
    public void Visit_LongTextBetween_EndsTheFirst() =>
        AssertLeft("""[{"text":"card 4111 11"},{"text":"something longer stands in between"},{"text":"11 1111 1111"}]""");

    [Fact]
    public void Visit_Masked_TheFirstEditHasTheCardOnce()
    {
        FragmentWalk.Mask("""{"parts":["4111","1111","1111","1111"]}""", out var edits);

        Assert.Equal(["11", "1111"], edits.Select(static edit => edit.Length == 2 ? "11" : "1111"));
        Assert.Equal(CardNumber.Of("4111111111111111"u8), edits[0].Card);
        Assert.True(edits[1].Card.IsNone);
        Assert.All(edits, static edit => Assert.Equal((EditForm.Part, MaskingKind.Pan), (edit.Form, edit.Kind)));
    }

    [Theory]
    [InlineData("""{"card_parts":[4179,2628,3333,2888]}""")]
    [InlineData("""{"card_parts":[4179,2600,1000,2888]}""")]
    [InlineData("""{"card":[4,1,1,1,1,1,0,0,0,0,0,0,1,1,1,1]}""")]
    [InlineData("""{"card":["4111","1111","1111","1111"]}""")]
    public void Visit_MaskedBefore_IsLeft(string json)
    {
        var once = FragmentWalk.Mask(json);

        Assert.Equal(once, FragmentWalk.Mask(once, out var edits));
        Assert.Empty(edits);
    }

    [Fact]
    public void Visit_ManyValues_StaysWithinItsWindow()
    {
        var text = new StringBuilder("[");
        for (var index = 0; index < 500; index++)
        {
            text.Append("{\"v\":\"").Append(4000 + index).Append("\",\"w\":[").AppendJoin(',', Enumerable.Range(1000, index % 40)).Append("]},");
        }

        AssertLeft(text.Append("""{"p1":"x"}]""").ToString());
    }

    private static void AssertLeft(string json) => Assert.Equal(json, FragmentWalk.Mask(json));

    private static string Blocks(string first, string second) => $$"""{"content":[{"type":"text","text":"{{first}}"},{"type":"text","text":"{{second}}"}]}""";
}
