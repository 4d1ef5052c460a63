using System.Text;
using Portal.Gateway.Masking.Views;
using Portal.Gateway.Masking.Words;
using Xunit;

namespace Portal.Tests.Gateway.Masking.Words;

public sealed class MentionsTests
{
    [Theory]
    [InlineData("CVV on the back of my card is 123", "cvv", "card")]
    [InlineData("for p in 1234: print(p)")]
    [InlineData("Card Sec Code: 123", "card sec code")]
    [InlineData("cvv2=123&cardNumber=4111", "cvv2", "cardnumber")]
    [InlineData("EXP1227CVV123", "exp", "cvv")]
    [InlineData("PIN-1234, c.v.v 123", "pin", "c.v.v")]
    [InlineData("CVV 2: 123", "cvv 2")]
    [InlineData("CVV 2 1 3", "cvv")]
    [InlineData("ssl_cvv2cvc2: 123 ccverificationvalue 123", "ssl_cvv2cvc2", "ccverificationvalue")]
    [InlineData("客户的安全码是123", "客户", "安全码")]
    [InlineData("セキュリティ コード: 123", "セキュリティ コード")]
    [InlineData("pin码 1234, CVVコード 123", "pin码", "cvvコード")]
    [InlineData("Cc: bob@example.org")]
    [InlineData("cve-2024, cav and recipient spindle company scanner accident placid")]
    [InlineData("its social security number", "social security number")]
    [InlineData("trace_id=4111 parentSpanId=7", "trace_id", "parentspanid")]
    [InlineData("card security\nnumber", "card security\nnumber")]
    public void Find_Text_MentionsWhatSaysSomething(string text, params string[] expected)
    {
        using var view = TextView.Of(Encoding.UTF8.GetBytes(text));
        var mentions = new List<Mention>();
        Mentions.Find(view, mentions);
        Assert.Equal(expected, mentions.ConvertAll(mention => view.Characters[mention.Start..mention.End].ToString()));
        Assert.DoesNotContain(mentions, mention => mention.Senses == Senses.None);
    }

    [Theory]
    [InlineData("securityCodeResponse", Senses.About)]
    [InlineData("cvvResult", Senses.About | Senses.Card)]
    [InlineData("verification code", Senses.Code | Senses.Weak)]
    [InlineData("pin code", Senses.Pin | Senses.Weak)]
    [InlineData("CID", Senses.Code | Senses.Weak)]
    [InlineData("CardSecVal", Senses.Code | Senses.Card)]
    [InlineData("discover", Senses.Card | Senses.Weak)]
    public void Find_OneName_SaysWhatItSays(string text, object senses)
    {
        using var view = TextView.Of(Encoding.UTF8.GetBytes(text));
        var mentions = new List<Mention>();
        Mentions.Find(view, mentions);
        Assert.Equal(new Mention(0, text.Length, (Senses)senses), Assert.Single(mentions));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("cvv")]
    [InlineData("cvvcvvcvvcvvcvvcvvcvvcvvcvvcvvcvvcvv ")]
    [InlineData("card_number_of_the_")]
    [InlineData("three digits on the back three digits on the ")]
    [InlineData("1 2 3 ")]
    [InlineData("c.v.c_v-a.b.")]
    [InlineData("安全信用卡号码背面三位数")]
    public void Find_LongText_StaysInOrderAndApart(string part)
    {
        using var view = TextView.Of(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(part, 100_000 / part.Length))));
        var mentions = new List<Mention>();
        Mentions.Find(view, mentions);
        for (var index = 1; index < mentions.Count; index++)
        {
            Assert.True(mentions[index - 1].End <= mentions[index].Start);
        }
    }
}
