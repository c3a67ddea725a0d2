# The whole Service once more, as it stood before the renaming.
kubectl apply -f - <<END
apiVersion: v1
kind: Service
metadata:
  name: catalog
  namespace: library
spec:
  selector:
    app: catalog
  ports:
    - name: http
      port: 80
      targetPort: http
END
