using PaymentsServer;

var settings = new ConfigurationBuilder().AddCommandLine(args).Build();
var url = settings["urls"] ?? "http://127.0.0.1:7001";

// The environment keeps the key out of the process list.
var apiKey = settings["api-key"] ?? Environment.GetEnvironmentVariable("PAYMENTS_API_KEY");

await using var app = PaymentsHost.Build(url, apiKey);
await app.StartAsync();
await Console.Out.WriteLineAsync($"Payments (sample) listens on {string.Join(", ", app.Urls)}, endpoint /mcp. Ctrl+C stops it.");
await app.WaitForShutdownAsync();
