# The manifest never named the field, so apply finds nothing to put back.
kubectl apply -f - <<EOF
apiVersion: v1
kind: Service
metadata:
  name: render
  namespace: print
spec:
  selector:
    app: render
  ports:
    - name: http
      port: 80
      targetPort: http
EOF
