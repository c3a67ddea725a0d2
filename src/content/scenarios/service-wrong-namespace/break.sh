# The Service is made anew by a pipeline that forgot to say where: it lands in namespace default.
kubectl delete service invoices -n billing
kubectl apply -f - <<'EOF'
apiVersion: v1
kind: Service
metadata:
  name: invoices
  namespace: default
spec:
  selector:
    app: invoices
  ports:
    - name: http
      port: 80
      targetPort: http
EOF
