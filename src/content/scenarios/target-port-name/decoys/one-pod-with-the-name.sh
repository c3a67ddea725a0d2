# A Pod by hand that has the label and the name answers for all: not the catalogue's Pods.
kubectl apply -f - <<END
apiVersion: v1
kind: Pod
metadata:
  name: catalog-extra
  namespace: library
  labels:
    app: catalog
spec:
  terminationGracePeriodSeconds: 1
  containers:
    - name: catalog
      image: registry.k8s.io/e2e-test-images/agnhost:2.53
      args: [serve-hostname, --port=8080]
      ports:
        - name: http-web
          containerPort: 8080
END
kubectl wait -n library --for=condition=Ready pod/catalog-extra --timeout=60s
