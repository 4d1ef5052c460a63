using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Portal.Bench.Processes;

/// <summary>Free ports, and waiting until a process answers on one.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(5) };

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Waits for 200 at <paramref name="url"/>.</summary>
    public static void Await(ChildProcess process, string url)
    {
        long started = Stopwatch.GetTimestamp();
        while (!Answers(url))
        {
            if (process.HasExited)
            {
                throw new BenchException(
                    $"The process behind {url} ended before it was ready. Its last lines:\n{process.LogTail()}"
                );
            }

            if (Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new BenchException(
                    $"{url} did not answer 200 within {Patience.TotalSeconds} s. Last lines:\n{process.LogTail()}"
                );
            }

            Thread.Sleep(25);
        }
    }

    private static bool Answers(string url)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            using HttpResponseMessage response = Client.Send(request);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
