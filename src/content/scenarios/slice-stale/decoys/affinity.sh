# Each client keeps to one endpoint: whoever has drawn the dead one hangs for good.
kubectl patch service photos -n gallery -p '{"spec":{"sessionAffinity":"ClientIP"}}'
