# The alias names a Service that does not exist.
kubectl rollout status deployment/inventory -n depot --timeout=120s
kubectl apply -f - <<END
apiVersion: v1
kind: Service
metadata:
  name: stock
  namespace: orders
spec:
  type: ExternalName
  externalName: inventroy.depot.svc.cluster.local
END
until ! kubectl exec -n orders client -- wget -qO- -T 2 http://stock:8080 > /dev/null 2>&1; do
  sleep 1
done
