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
    [InlineData("is", Connectors.Copula)]
    [InlineData("lautet", Connectors.Copula)]
    [InlineData("in", Connectors.Preposition)]
    [InlineData("back", Connectors.Place)]
    [InlineData("customer", Connectors.Owner)]
    [InlineData("ending", Connectors.Ending)]
    [InlineData("changed", Connectors.Change)]
    [InlineData("for", Connectors.Somebody)]
    [InlineData("the", Connectors.Filler)]
    [InlineData("printed", Connectors.Other)]
    [InlineData("minutes", Connectors.Unit)]
    [InlineData("oktober", Connectors.Month)]
    [InlineData("code", Connectors.OtherName)]
    [InlineData("giraffe", Connectors.None)]
    public void ConnectorsOf_Word_HoldsItsKind(string word, object connector)
    {
        var kinds = WordTable.ConnectorsOf(word);
        Assert.Equal((Connectors)connector, kinds & (Connectors)connector);
        Assert.Equal((Connectors)connector == Connectors.None, kinds == Connectors.None);
    }

    [Theory]
    [InlineData("cardsecuritycode", Senses.Code | Senses.Card)]
    [InlineData("cid", Senses.Code | Senses.Weak)]
    [InlineData("giraffe", Senses.None)]
    public void SensesOf_Phrase_SaysWhatItSays(string phrase, object senses) =>
        Assert.Equal((Senses)senses, WordTable.SensesOf(phrase));
}
