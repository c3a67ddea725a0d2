# The Service is made anew and gets another address. The client's Pods keep the variables that they were started with.
kubectl delete service ledger -n billing
kubectl apply -f - <<EOF
apiVersion: v1
kind: Service
metadata:
  name: ledger
  namespace: billing
spec:
  selector:
    app: ledger
  ports:
    - name: http
      port: 80
      targetPort: http
EOF
until kubectl exec -n billing client -- wget -qO- -T 2 http://ledger; do sleep 1; done
sleep 3
until kubectl logs -n billing deployment/invoicer --tail=1 | grep -q failed; do sleep 1; done
