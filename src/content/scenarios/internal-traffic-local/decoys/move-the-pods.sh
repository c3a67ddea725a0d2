# Now the other node's clients complain.
kubectl patch deployment rates -n payments \
  -p '{"spec":{"template":{"spec":{"nodeSelector":{"kubernetes.io/hostname":"service-clinic-worker2"}}}}}'
kubectl rollout status deployment/rates -n payments --timeout=120s
