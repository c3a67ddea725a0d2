# The same with the dot that ends an absolute name, from a manifest.
kubectl apply -f - <<END
apiVersion: v1
kind: Service
metadata:
  name: stock
  namespace: orders
spec:
  type: ExternalName
  externalName: inventory.depot.svc.cluster.local.
END
