# The other side: every Pod, tomorrow's too, gets the label.
kubectl patch deployment catalogue -n library \
  -p '{"spec":{"template":{"metadata":{"labels":{"track":"stable"}}}}}'
kubectl rollout status deployment/catalogue -n library --timeout=120s
