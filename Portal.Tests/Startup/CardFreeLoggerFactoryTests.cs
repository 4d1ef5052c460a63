using Microsoft.Extensions.Logging;
using Portal.Data;
using Portal.Gateway.Masking;
using Portal.Gateway.SelfScan;
using Portal.Startup;
using Portal.Tests.Fakes;

namespace Portal.Tests.Startup;

/// <summary>Whatever is logged is checked for card data first, and nothing that was not checked is written.</summary>
public sealed class CardFreeLoggerFactoryTests : IDisposable
{
    private readonly CapturedLogs _logs = new();
    private readonly List<CardFreeLoggerFactory> _made = [];

    [Fact]
    public void Log_ACardNumberInTheTextOrTheException_IsMasked()
    {
        Write(new StoredTextMask(new MessageMasker()), "Read 4111 1111 1111 1111", new InvalidOperationException("no member 4111111111111111"));

        Assert.DoesNotContain("1111 1111", string.Join("\n", _logs.Lines), StringComparison.Ordinal);
        Assert.DoesNotContain("4111111111111111", string.Join("\n", _logs.Lines), StringComparison.Ordinal);
        Assert.Contains("411111", string.Join("\n", _logs.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Log_TheMaskFails_LeavesTheTextOutAndDoesNotThrow()
    {
        Write(new FailingMask(), "Read 4111111111111111", new InvalidOperationException("4111111111111111"));

        Assert.DoesNotContain("4111111111111111", string.Join("\n", _logs.Lines), StringComparison.Ordinal);
        Assert.Contains("left out", string.Join("\n", _logs.Lines), StringComparison.Ordinal);
    }

    public void Dispose() => _made.ForEach(one => one.Dispose());

    private void Write(IStoredTextMask mask, string text, Exception exception)
    {
        var factory = new CardFreeLoggerFactory(new LoggerFactory([_logs]), mask);
        _made.Add(factory);
        factory.CreateLogger("test").Log(LogLevel.Error, default, text, exception, static (state, _) => state);
    }

    private sealed class FailingMask : IStoredTextMask
    {
        public string Mask(string text) => throw new MaskingException(new InvalidOperationException());

        public bool HoldsCard(string text) => throw new MaskingException(new InvalidOperationException());
    }
}
