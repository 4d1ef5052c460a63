namespace Portal.Tests.Host;

/// <summary>Waits until a text has come so many times in a stream that is still open.</summary>
internal sealed class StreamMark(string text, int times = 1)
{
    private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Seen => _seen.Task;

    public void See(string received)
    {
        if (received.Split(text).Length > times)
        {
            _seen.TrySetResult();
        }
    }
}
