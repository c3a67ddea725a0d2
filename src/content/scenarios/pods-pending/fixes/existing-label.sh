# A demand that nodes do meet.
kubectl patch deployment report -n analytics \
  -p '{"spec":{"template":{"spec":{"nodeSelector":{"disktype":null,"kubernetes.io/os":"linux"}}}}}'
kubectl rollout status deployment/report -n analytics --timeout=120s
