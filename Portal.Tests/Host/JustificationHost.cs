namespace Portal.Tests.Host;

/// <summary>The portal with a rule that asks why, as rules do, and one that does not.</summary>
public sealed class JustificationHost : ApprovalHost, IAsyncLifetime
{
    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await PrepareAsync();
        await SaveAsync("""{"kind":"approval","name":"why","servers":["up"],"tools":["ask_*"]}""");
        await SaveAsync("""{"kind":"approval","name":"no question","servers":["up"],"tools":["unasked_*"],"askJustification":false}""");
    }
}
