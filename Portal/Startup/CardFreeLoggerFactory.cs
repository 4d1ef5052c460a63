using Portal.Data;
using Portal.Gateway.Masking;

namespace Portal.Startup;

/// <summary>
/// Masks card data in every line before any logger sees it: exceptions of frameworks quote what they were given. Scopes are left
/// out, because they hold addresses and members as they came.
/// </summary>
internal sealed class CardFreeLoggerFactory(LoggerFactory inner, IStoredTextMask mask) : ILoggerFactory
{
    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName) => new CardFreeLogger(inner.CreateLogger(categoryName), mask);

    /// <inheritdoc />
    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    /// <inheritdoc />
    public void Dispose() => inner.Dispose();

    private sealed class CardFreeLogger(ILogger inner, IStoredTextMask mask) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (!inner.IsEnabled(logLevel))
            {
                return;
            }

            var message = formatter(state, exception);
            var fault = exception?.ToString();
            var (safeMessage, safeFault) = (Safe(message), fault is null ? null : Safe(fault));
            if (ReferenceEquals(safeMessage, message) && ReferenceEquals(safeFault, fault))
            {
                inner.Log(logLevel, eventId, state, exception, formatter);
            }
            else
            {
                inner.Log(
                    logLevel,
                    eventId,
                    safeMessage,
                    safeFault is null ? null : new MaskedException(safeFault),
                    static (text, _) => text
                );
            }
        }

        // Whoever logs is never made to fail by it, and what could not be checked is not written.
        private string Safe(string text)
        {
            try
            {
                return mask.Mask(text);
            }
            catch (MaskingException)
            {
                return "This text was left out, because it could not be checked for card data.";
            }
        }
    }

    private sealed class MaskedException(string text) : Exception("Card data in the text of an exception was masked.")
    {
        public override string ToString() => text;
    }
}
