using Portal.Gateway.Forwarding;
using Portal.Gateway.Replies;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Portal.Gateway;

/// <summary>Puts the gateway's transforms on every route.</summary>
internal sealed class GatewayTransforms(UpstreamRequestTransform request, ReplyTransform reply) : ITransformProvider
{
    public void Apply(TransformBuilderContext context)
    {
        // What goes on is by allow-list: UpstreamRequestTransform writes it.
        context.CopyRequestHeaders = false;
        context.UseDefaultForwarders = false;

        // What comes back is by allow-list: ReplyHeaders copies it.
        context.CopyResponseHeaders = false;
        context.CopyResponseTrailers = false;
        context.RequestTransforms.Add(request);
        context.ResponseTransforms.Add(reply);
    }

    public void ValidateRoute(TransformRouteValidationContext context) { }

    public void ValidateCluster(TransformClusterValidationContext context) { }
}
