using Portal.Gateway.Masking;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Portal.Gateway.Forwarding;

/// <summary>Puts the gateway's transforms on every route.</summary>
internal sealed class GatewayTransforms(UpstreamRequestTransform request, ReplyTransform reply) : ITransformProvider
{
    public void Apply(TransformBuilderContext context)
    {
        context.CopyRequestHeaders = true;

        // Stated here, because YARP would otherwise take the host off after our own transform has run.
        context.AddOriginalHost(useOriginal: true);
        context.RequestTransforms.Add(request);
        context.ResponseTransforms.Add(reply);
    }

    public void ValidateRoute(TransformRouteValidationContext context)
    {
    }

    public void ValidateCluster(TransformClusterValidationContext context)
    {
    }
}
