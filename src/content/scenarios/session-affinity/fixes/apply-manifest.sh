# The whole Service once more, from a manifest that names the field.
kubectl apply -f - <<EOF
apiVersion: v1
kind: Service
metadata:
  name: render
  namespace: print
spec:
  sessionAffinity: None
  selector:
    app: render
  ports:
    - name: http
      port: 80
      targetPort: http
EOF
