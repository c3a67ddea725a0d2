# A headless Service cannot become a NodePort: refused.
kubectl patch service fares -n travel -p '{"spec":{"type":"NodePort"}}' || true
