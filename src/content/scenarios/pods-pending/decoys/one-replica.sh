# The demand is gone, and so are two of the three replicas.
kubectl patch deployment report -n analytics \
  -p '{"spec":{"replicas":1,"template":{"spec":{"nodeSelector":null}}}}'
kubectl rollout status deployment/report -n analytics --timeout=120s
