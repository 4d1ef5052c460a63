namespace Portal.Tests.Host;

/// <summary>The portal with a rule that asks why.</summary>
public sealed class JustificationHost : ApprovalHost, IAsyncLifetime
{
    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await PrepareAsync();
        await SaveAsync("""{"kind":"approval","name":"why","servers":["up"],"tools":["ask_*"],"askJustification":true}""");
    }
}
