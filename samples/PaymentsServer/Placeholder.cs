namespace PaymentsServer;
internal static class Placeholder;
