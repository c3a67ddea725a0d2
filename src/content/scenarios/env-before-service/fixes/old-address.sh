# The other way round: the Service gets the address back that the Pods remember.
ip=$(kubectl exec -n billing deployment/invoicer -- printenv LEDGER_SERVICE_HOST)
kubectl delete service ledger -n billing
kubectl apply -f - <<EOF
apiVersion: v1
kind: Service
metadata:
  name: ledger
  namespace: billing
spec:
  clusterIP: $ip
  selector:
    app: ledger
  ports:
    - name: http
      port: 80
      targetPort: http
EOF
