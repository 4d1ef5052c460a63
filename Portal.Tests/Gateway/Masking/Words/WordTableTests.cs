using Portal.Gateway.Masking.Words;
using Xunit;

namespace Portal.Tests.Gateway.Masking.Words;

public sealed class WordTableTests
{
    [Theory]
    [InlineData("cvv\tcode\ten\t2")]
    [InlineData("cvv\tcode\ten")]
    [InlineData("cvv\tcods\ten\t1")]
    [InlineData("cvv\t+cods\ten\t1")]
    [InlineData("\tcode\ten\t1")]
    [InlineData("cvv\tcode\teng\t1")]
    public void Read_BadRow_ThrowsWithItsLine(string row)
    {
        var fault = Assert.Throws<FormatException>(() => WordRows.Read(new StringReader("pan\tpan\t*\t1\n" + row)));
        Assert.Contains("line 2", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BeginsPhrase_FirstWordsOfOne_IsTrue()
    {
        Assert.True(WordTable.BeginsPhrase("card"));
        Assert.True(WordTable.BeginsPhrase("cardsecurity"));
        Assert.False(WordTable.BeginsPhrase("recipient"));
    }

    [Theory]
    [InlineData("is", Connector.Copula)]
    [InlineData("lautet", Connector.Copula)]
    [InlineData("in", Connector.Preposition)]
    [InlineData("back", Connector.Place)]
    [InlineData("customer", Connector.Owner)]
    [InlineData("ending", Connector.Ending)]
    [InlineData("changed", Connector.Change)]
    [InlineData("for", Connector.Somebody)]
    [InlineData("the", Connector.Filler)]
    [InlineData("printed", Connector.Other)]
    [InlineData("minutes", Connector.Unit)]
    [InlineData("oktober", Connector.Month)]
    [InlineData("code", Connector.OtherName)]
    [InlineData("giraffe", Connector.None)]
    public void ConnectorOf_Word_IsItsKind(string word, object connector) =>
        Assert.Equal((Connector)connector, WordTable.ConnectorOf(word));

    [Theory]
    [InlineData("cardsecuritycode", Senses.Code | Senses.Card)]
    [InlineData("cid", Senses.Code | Senses.Weak)]
    [InlineData("giraffe", Senses.None)]
    public void SensesOf_Phrase_SaysWhatItSays(string phrase, object senses) =>
        Assert.Equal((Senses)senses, WordTable.SensesOf(phrase));
}
